/** Something a person can put right; told without a stack. */
export class Failure extends Error {
	/** What to do about it. */
	readonly advice: string | undefined;

	constructor(message: string, advice?: string) {
		super(message);
		this.advice = advice;
	}
}
