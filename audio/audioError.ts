/** What is wrong with a sound. */
export type AudioFault =
	/** It is not audio of the format; `found` says what it is. */
	| { is: 'notAudio'; found: string }
	/** It ends too early; `how` follows "The audio …". */
	| { is: 'cut'; how: string }
	/** It goes on beyond this many bytes. */
	| { is: 'endless'; bytes: number }
	/** It is complete, but there is nothing to hear. */
	| { is: 'silent' }
	/** It is far too short for what it should say. Both in seconds. */
	| { is: 'tooShort'; seconds: number; least: number }
	/** It would play too fast or too slow. Both in Hz. */
	| { is: 'otherRate'; found: number; asked: number }
	/** It is not 16-bit PCM of one channel. */
	| { is: 'notPlain' }
	/** A part that does not fit the parts before it; `part` counts from 0, `why` follows "it …". */
	| { is: 'misfit'; part: number; why: string };

/** The only error that this folder throws. The caller puts it into words. */
export class AudioError extends Error {
	readonly fault: AudioFault;

	constructor(fault: AudioFault) {
		super(`Fault of a sound: ${fault.is}`);
		this.name = 'AudioError';
		this.fault = fault;
	}
}
