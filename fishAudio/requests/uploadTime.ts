/** The slowest upload that deadlines allow for, in bytes per millisecond. */
const slowestUpload = 64;

/** Milliseconds that an upload of this many bytes may take, in addition to the usual deadline. */
export const uploadTime = (bytes: number): number => Math.ceil(bytes / slowestUpload);
