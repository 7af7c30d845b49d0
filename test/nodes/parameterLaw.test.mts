import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

const root = process.cwd();

const sources = readdirSync(join(root, 'nodes'), { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
	.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));

/** Where a source reads parameters from n8n (`getNodeParameter`) or converts values itself (`Number()`). */
function violationsIn(text: string): string[] {
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

const asksN8n = (file: string): boolean => violationsIn(read(file)).some((name) => !name.endsWith('()'));

/** Whether a file reads parameters. */
const readsParameters = (file: string): boolean =>
	/^nodes\/(VoiceClone\/operations|Speak)\//.test(file) &&
	/from '(\.\.\/)+shared\/(item|parameters\/[a-z]+)'/i.test(read(file)) &&
	!/(hints|captionFiles)\.ts$/i.test(file);

describe('parameters', () => {
	it('are read from n8n in one place', () => {
		expect(sources.length).toBeGreaterThan(40);
		expect(sources.filter(asksN8n)).toEqual(['nodes/shared/items/item.ts']);
	});

	it('become text, numbers and switches in one place', () => {
		expect(sources.filter(readsParameters).length).toBeGreaterThan(8);
		expect(
			sources.filter(readsParameters).flatMap((file) => violationsIn(read(file)).map((name) => `${file}: ${name}`)),
		).toEqual([]);
	});

	it.each([
		"const x = this.getNodeParameter('x', 0);",
		'const x = String(options.x);',
		'const x = Number(y);',
		"const x = context.evaluateExpression('1', 0);",
	])('this test finds %s', (text) => {
		expect(violationsIn(text)).toHaveLength(1);
	});
});
