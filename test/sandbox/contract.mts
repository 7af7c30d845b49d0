import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';

const contract = JSON.parse(readFileSync('sandbox/contract.json', 'utf8')) as object;

const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'contract', ...contract });

/** How an answer violates the contract; null if it does not. */
export function answerProblems(
	path: string,
	method: string,
	status: number,
	answer: unknown,
	type = 'application/json',
): unknown {
	const pointer = ['paths', path, method, 'responses', String(status), 'content', type, 'schema']
		.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')))
		.join('/');
	const validate = ajv.getSchema(`contract#/${pointer}`);
	if (!validate) throw new Error(`The contract has no ${method} ${path} ${status}`);
	return validate(answer) ? null : validate.errors;
}
