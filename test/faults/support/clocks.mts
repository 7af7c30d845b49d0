/** The system clock, changed while a workflow runs. */
export function wallClock(): { jump(milliseconds: number): void; restore(): void } {
	const Real = Date;
	let offset = 0;
	class Jumping extends Real {
		constructor(...given: [] | [string | number | Date]) {
			if (given.length === 0) super(Real.now() + offset);
			else super(given[0]);
		}

		static override now(): number {
			return Real.now() + offset;
		}
	}
	globalThis.Date = Jumping as DateConstructor;
	return {
		jump: (milliseconds) => void (offset += milliseconds),
		restore: () => void (globalThis.Date = Real),
	};
}

export const aDay = 86_400_000;
