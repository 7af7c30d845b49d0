/** A file to send. It is opened anew each time it is read. */
export interface SourceFile {
	/** The file name that is sent. The API takes a part without one for a plain field. */
	name: string;
	mimeType: string;
	/** Bytes */
	size: number;
	open(): AsyncGenerator<Uint8Array>;
}
