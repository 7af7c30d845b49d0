/** A voice to design. For a missing field the API uses its default. */
export interface DesignRequest {
	/** Description of the voice: 1–2000 characters. */
	prompt: string;
	/** Number of voices to choose from: 1–4. Default of the API: 2. */
	candidates?: number;
	/** What the candidates say: up to 150 characters. */
	referenceText?: string;
	/** BCP 47, such as `en`. */
	language?: string;
	/** Times the normal speed: above 0, up to 3. Default of the API: 1. */
	speed?: number;
	/** The same number should give the same voices again; the API does not promise it. */
	seed?: number;
	/** How closely the prompt is followed, from 0. Default of the API: 2. */
	guidanceScale?: number;
	/** Steps in which the sound is computed: 1–128. Default of the API: 32. */
	steps?: number;
}
