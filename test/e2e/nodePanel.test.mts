import { setVisitor } from './support/browser.mts';
import { Editor } from './support/editor.mts';
import { setHouse } from './support/house.mts';
import { workflowOf } from './support/workflow.mts';

const house = setHouse();
const visitor = setVisitor(house);

const theme = async (colorScheme: 'light' | 'dark'): Promise<void> => await visitor.page.emulateMedia({ colorScheme });

async function emptyWorkflow(): Promise<Editor> {
	const editor = new Editor(visitor.page);
	await editor.open(await house.save({ name: 'Empty', nodes: [], connections: {} }));
	return editor;
}

describe.each(['Fish Audio', 'voice clone'])("'%s'", (words) => {
	test.each([
		['as a first step', async () => await emptyWorkflow()],
		[
			'as a further step',
			async () => {
				const editor = new Editor(visitor.page);
				await editor.open(
					await house.save(
						workflowOf(house, 'With a trigger', [{ name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger' }]),
					),
				);
				return editor;
			},
		],
	])('finds all three nodes %s', async (_, open) => {
		await theme('light');
		const editor = await open();
		const creator = await editor.searchNodes(words);
		const [clone, speak] = ['Fish Audio Voice Clone', 'Fish Audio Speak'].map((name) =>
			creator.getByText(name, { exact: true }).first(),
		);
		await speak!.waitFor();
		await visitor.shoot(`search-${words.replaceAll(' ', '-').toLowerCase()}`);
		// n8n shows a trigger and the node of the same name as one entry, with "Triggers" and "Actions".
		await clone!.click();
		const details = await editor.textOf(creator, /Report issue/);
		expect(details).toMatch(/Triggers \(2\)/);
		expect(details).toMatch(/Actions \(9\)/);
	});
});

test.each([
	['text to speech', 'Fish Audio Speak'],
	['captions', 'Fish Audio Speak'],
	['subtitles', 'Fish Audio Speak'],
	['podcast', 'Fish Audio Speak'],
	['audiobook', 'Fish Audio Speak'],
	['phone prompt', 'Fish Audio Speak'],
	['voicemail', 'Fish Audio Speak'],
	['dubbing', 'Fish Audio Speak'],
	['voice ready', 'Fish Audio Voice Clone'],
	['speech to text', 'Fish Audio Voice Clone'],
])("'%s' finds %s before the other one", async (words, name) => {
	await theme('light');
	const editor = new Editor(visitor.page);
	await editor.open(
		await house.save(
			workflowOf(house, 'With a trigger', [{ name: 'Start by Hand', type: 'n8n-nodes-base.manualTrigger' }]),
		),
	);
	const creator = await editor.searchNodes(words);
	await creator.getByText(name, { exact: true }).first().waitFor();
	await visitor.shoot(`search-${words.replaceAll(' ', '-')}`);
	const ours = (await creator.innerText()).match(/^Fish Audio (?:Speak|Voice Clone)$/gm);
	expect(ours?.[0]).toBe(name);
});

test.each(['light', 'dark'] as const)('icons in %s', async (colorScheme) => {
	await theme(colorScheme);
	const editor = await emptyWorkflow();
	const creator = await editor.searchNodes('Fish Audio');
	const icons = creator.locator('img[src*="fish-audio"]:visible');
	await icons.nth(1).waitFor();
	const sources = await icons.evaluateAll((images) =>
		images
			.map((image) => image as unknown as { src: string; naturalWidth: number })
			.map(({ src, naturalWidth }) => [src.split('/').at(-1), naturalWidth > 0]),
	);
	const ending = colorScheme === 'dark' ? '.dark.svg' : '.svg';
	expect(sources.sort()).toEqual([
		[`speak${ending}`, true],
		[`voiceClone${ending}`, true],
	]);
	await visitor.shoot(`icons-${colorScheme}`);
});

test('choosing an action or a trigger adds the node with it', async () => {
	await theme('light');
	const editor = await emptyWorkflow();
	const creator = await editor.searchNodes('Fish Audio');
	await creator.getByText('Fish Audio Voice Clone', { exact: true }).first().click();
	await creator.getByText('On voice trained').click();
	await visitor.page.getByTestId('ndv').getByTestId('parameter-input-events').waitFor();
	await visitor.shoot('panel-voice-clone-trigger');
	expect(await visitor.page.getByTestId('ndv').getByTestId('parameter-input-events').innerText()).toContain(
		'Voice Trained',
	);
});
