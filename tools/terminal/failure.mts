/** A failure that people can fix; shown without a stack trace. */
export class Failure extends Error {
	/** What to do about it. */
	readonly advice: string | undefined;

	constructor(message: string, advice?: string) {
		// Also as the cause, so that a failing test shows it.
		super(message, advice === undefined ? undefined : { cause: advice });
		this.advice = advice;
	}
}

/** Why a command was not started. Nothing is broken, and what runs goes on. */
export class NotStarted extends Failure {}
