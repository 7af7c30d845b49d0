import { createSampleMeter, type Meter, type SampleFacts } from './sampleAdvice';
import type { SourceFile } from './upload';

/** A recording that is measured while it is sent: to read it once more would take as long again. */
export interface MeasuredFile extends SourceFile {
	/** What was found out when it was first read to its end. */
	facts(): SampleFacts | undefined;
}

/** Whatever goes wrong in measuring stays there: the recording has to go on its way. */
function unfailing(meter: Meter): Meter {
	let failed = false;
	const attempt = <T>(step: () => T): T | undefined => {
		if (failed) return undefined;
		try {
			return step();
		} catch {
			failed = true;
			return undefined;
		}
	};
	return { take: (chunk) => attempt(() => meter.take(chunk)), end: () => attempt(() => meter.end()) };
}

/** The same recording, measured. An attempt that ends early does not count; once all is known, no meter is put in. */
export function measuredFile(file: SourceFile, createMeter = createSampleMeter): MeasuredFile {
	let measured: { facts: SampleFacts | undefined } | undefined;
	return {
		...file,
		async *open() {
			const meter = measured ? undefined : unfailing(createMeter());
			for await (const chunk of file.open()) {
				meter?.take(chunk);
				yield chunk;
			}
			if (meter) measured = { facts: meter.end() };
		},
		facts: () => measured?.facts,
	};
}
