import { createCalls } from '../../../fishAudio/requests/calls.ts';
import { createLongSpeech } from '../../../fishAudio/speech/longSpeech.ts';
import { longestPart, planOf } from '../../../fishAudio/speech/textParts.ts';
import { audio, failure, status } from '../../support/scripted/answers.mts';
import { failureOf } from '../../support/scripted/rig.mts';
import { createTransport, type Answerer } from '../../support/scripted/transport.mts';
import { wav } from '../../support/sounds.mts';

const text = 'A line of the text. '.repeat(longestPart / 5 - 20);
const request = { text, model: 's2.1-pro', format: 'wav' as const };
const parts = planOf(request).texts;
const sound = wav({ seconds: 120 });

/** Speaks the text, `concurrency` parts at a time. */
async function speakAll(answer: Answerer, concurrency: number) {
	const { send, clock, requests } = createTransport(answer);
	const world = { send, sleep: clock.sleep, now: clock.now, random: () => 0.5, redact: (words: string) => words };
	const { speak } = createLongSpeech(createCalls(world, { concurrency }));
	const store = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => {
		const chunks: Uint8Array[] = [];
		for await (const chunk of stream) chunks.push(chunk);
		return Buffer.concat(chunks);
	};
	const storeMade = async (): Promise<Buffer> => Buffer.alloc(0);
	const error = await failureOf(speak(request, { store, storeMade }));
	return { error, requests };
}

/** Whether a request is for the last part, which is shorter than the others. */
const isLast = ({ json }: { json: unknown }): boolean => (json as { text: string }).text === parts.at(-1);

describe('a long text with a failed part counts all requests that may have been billed', () => {
	it('one part at a time: the parts that succeeded, and each request of the failed one', async () => {
		const { error, requests } = await speakAll((request) => (isLast(request) ? failure('timeout') : audio(sound)), 1);
		expect(requests.map(isLast)).toEqual([...parts.slice(1).map(() => false), true, true]);
		expect(error).toMatchObject({ kind: 'timeout', facts: { mayBeBilled: parts.length + 1 } });
		expect(error.message).toContain(`part ${parts.length} of the ${parts.length}`);
	});

	it('several at a time: also those in flight', async () => {
		const { error, requests } = await speakAll(
			(request) => (isLast(request) ? status(400) : { ...audio(sound), delay: 500 }),
			50,
		);
		expect(requests).toHaveLength(parts.length);
		expect(error).toMatchObject({ kind: 'refused', facts: { mayBeBilled: parts.length - 1 } });
	});

	it('also the failed requests of a part that then succeeded', async () => {
		let asked = 0;
		const { error, requests } = await speakAll((request) => {
			asked += 1;
			return isLast(request) ? status(402) : asked === 1 ? failure('timeout') : audio(sound);
		}, 1);
		expect(requests).toHaveLength(parts.length + 1);
		expect(error).toMatchObject({ kind: 'outOfCredit', facts: { mayBeBilled: parts.length } });
	});

	it('none if nothing was billed', async () => {
		const { error } = await speakAll(() => status(402), 2);
		expect(error.kind).toBe('outOfCredit');
		expect(error.facts.mayBeBilled).toBeUndefined();
	});
});
