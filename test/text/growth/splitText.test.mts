import { splitText } from '../../../text/splitText.ts';
import { growsFaster } from '../../support/cpuTime.mts';

test('a text of a million characters is split in time in proportion to it', () => {
	const text = 'It was late, and he said: “Go home!” So (as ever) they went. [sad] And slept.\n'.repeat(13_000);
	expect(growsFaster((times) => splitText(text.slice(0, 250_000 * times), () => 3000))).toBe(false);
});
