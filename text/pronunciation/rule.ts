/** How a word is said. */
export interface PronunciationRule {
	/** One word or several. */
	word: string;
	sayAs: string;
	/** Whether `sayAs` is another spelling or phonemes. */
	written: 'respelling' | 'phonemes';
	/** Whether capital and small letters of `word` count. */
	matchCase: boolean;
}
