/** How the times of a caption are written, for messages. */
export const writtenTimes = '00:00:01,000 --> 00:00:03,000';

/** A caption that was read from a file. It can be written again by `text/captions`. */
export interface Subtitle {
	/** Line of the file that has its times, counted from 1. */
	line: number;
	/** Milliseconds */
	start: number;
	/** Milliseconds; not before `start`. */
	end: number;
	/** As they are read on the screen: without tags, entities and empty lines. At least one. */
	lines: string[];
	/** Who speaks, by a WebVTT voice tag such as `<v Anna>`. */
	speaker: string | undefined;
}

/** What could not be read. The rest of the file is read. */
export interface SubtitleFault {
	/**
	 * `wrongTimes`: a line with an arrow, but without times. `noTimes`: text that belongs to no caption. `backward`: a
	 * caption that ends before it begins, and is read as one without an end.
	 */
	kind: 'wrongTimes' | 'noTimes' | 'backward';
	/** Line of the file, counted from 1. */
	line: number;
	/** That line, shortened for messages. */
	shown: string;
	/** The words of a caption that cannot be spoken because of it. Empty if there are none, as in a title of the file. */
	lost: string;
}

/** What a file shows, in the order of time. */
export interface Subtitles {
	subtitles: Subtitle[];
	faults: SubtitleFault[];
}

/** A file in which no caption can be read. */
export interface NoSubtitles {
	kind: 'noSubtitles';
	/** The first line that could not be read; undefined in an empty file. */
	fault: SubtitleFault | undefined;
	/** Another format that the text looks like. */
	looksLike: string | undefined;
}
