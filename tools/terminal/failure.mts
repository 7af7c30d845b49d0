/** Something a person can put right; told without a stack. */
export class Failure extends Error {
	/** What to do about it. */
	readonly advice: string | undefined;

	constructor(message: string, advice?: string) {
		// As the cause, too, so that a test that fails with it shows it.
		super(message, advice === undefined ? undefined : { cause: advice });
		this.advice = advice;
	}
}
