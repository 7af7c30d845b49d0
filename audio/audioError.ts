/** What is wrong with a sound. */
export type AudioFault =
	/** It is something else than audio of the format; `found` says what. */
	| { is: 'notAudio'; found: string }
	/** It ends too early; `how` goes on after "The audio …". */
	| { is: 'cut'; how: string }
	/** It goes on beyond so many bytes. */
	| { is: 'endless'; bytes: number }
	/** It is whole, and nothing is heard in it. */
	| { is: 'silent' }
	/** It is far too short for what should be heard. Both in seconds. */
	| { is: 'tooShort'; seconds: number; least: number }
	/** It would play too fast or too slow. Both in Hz. */
	| { is: 'otherRate'; found: number; asked: number }
	/** It does not hold 16-bit samples of one channel. */
	| { is: 'notPlain' }
	/** A part, counted from 0, that does not go with the parts before it; `why` goes on after "it …". */
	| { is: 'misfit'; part: number; why: string };

/** The one error this folder fails with. Whoever asked for the sound puts it into words. */
export class AudioError extends Error {
	readonly fault: AudioFault;

	constructor(fault: AudioFault) {
		super(`Fault of a sound: ${fault.is}`);
		this.name = 'AudioError';
		this.fault = fault;
	}
}
