import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

const root = process.cwd();

const sources = readdirSync(join(root, 'nodes'), { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
	.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));

/** What a source asks n8n for parameters by, and what it makes of values by itself, by the parser. */
function findsIn(text: string): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isPropertyAccessExpression(node) && ['getNodeParameter', 'evaluateExpression'].includes(node.name.text))
			found.push(node.name.text);
		if (
			ts.isCallExpression(node) &&
			ts.isIdentifier(node.expression) &&
			['String', 'Number', 'Boolean', 'parseInt', 'parseFloat'].includes(node.expression.text)
		) {
			found.push(`${node.expression.text}()`);
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true));
	return found;
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const asks = (file: string): boolean => findsIn(read(file)).some((name) => !name.endsWith('()'));

/** Files that read parameters. */
const readers = (file: string): boolean =>
	/^nodes\/(VoiceClone\/operations|Speak)\//.test(file) &&
	/from '(\.\.\/)+shared\/(item|parameters\/[a-z]+)'/i.test(read(file)) &&
	!/(hints|captionFiles)\.ts$/i.test(file);

describe('parameters', () => {
	it('are asked for in one place', () => {
		expect(sources.length).toBeGreaterThan(40);
		expect(sources.filter(asks)).toEqual(['nodes/shared/items/item.ts']);
	});

	it('become text, numbers and switches in one place', () => {
		expect(sources.filter(readers).length).toBeGreaterThan(8);
		expect(sources.filter(readers).flatMap((file) => findsIn(read(file)).map((name) => `${file}: ${name}`))).toEqual(
			[],
		);
	});

	it.each([
		"const x = this.getNodeParameter('x', 0);",
		'const x = String(options.x);',
		'const x = Number(y);',
		"const x = context.evaluateExpression('1', 0);",
	])('would be found in %s', (text) => {
		expect(findsIn(text)).toHaveLength(1);
	});
});
