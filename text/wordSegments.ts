let segmenter: Intl.Segmenter | undefined;

/** Cuts a text into words and what stands between them, also where no spaces do, by dictionary (Unicode Annex 29). */
export function wordSegments(text: string): Intl.SegmentData[] {
	// Made when it is needed: to read the dictionaries takes longer than to load a node.
	segmenter ??= new Intl.Segmenter('und', { granularity: 'word' });
	return [...segmenter.segment(text)];
}
