/** A voice to be designed. What is not given is left to the API. */
export interface DesignRequest {
	/** What the voice is like: 1–2000 characters. */
	prompt: string;
	/** How many voices to choose from: 1–4. Default of the API: 2. */
	candidates?: number;
	/** What the candidates say: up to 150 characters. */
	referenceText?: string;
	/** BCP 47, such as `en`. */
	language?: string;
	/** More than 0 and up to 3 times the usual. Default of the API: 1. */
	speed?: number;
	/** The same number gives the same voices again, as far as the API keeps to it. */
	seed?: number;
	/** How strongly the prompt is followed, from 0. Default of the API: 2. */
	guidanceScale?: number;
	/** Steps in which the sound is worked out: 1–128. Default of the API: 32. */
	steps?: number;
}
