import { createInterface } from 'node:readline';

/** Asks questions on the terminal, or reads the answers from a pipe. */
export class Questions {
	readonly #always: boolean;
	#lines: AsyncIterator<string> | undefined;
	#close: (() => void) | undefined;

	/** With `always`, every answer is yes. */
	constructor(always: boolean) {
		this.#always = always;
	}

	#open(): AsyncIterator<string> {
		// Not in terminal mode, so that Ctrl-C keeps its meaning.
		const reader = createInterface({ input: process.stdin, terminal: false });
		this.#close = () => reader.close();
		return reader[Symbol.asyncIterator]();
	}

	/** Whether the answer is yes. No answer means no. */
	async agree(question: string): Promise<boolean> {
		process.stdout.write(`   ${question} [y/n] `);
		if (this.#always) {
			console.log('y');
			return true;
		}
		this.#lines ??= this.#open();
		const { value, done } = await this.#lines.next();
		if (!process.stdin.isTTY) console.log(done ? '(no answer)' : value);
		return !done && /^y(es)?$/i.test(String(value).trim());
	}

	close(): void {
		this.#close?.();
		process.stdin.destroy();
	}
}
