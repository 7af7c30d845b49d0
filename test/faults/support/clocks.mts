/** Replaces the system clock by one that can be set while a workflow runs. */
export function wallClock(): { jump(milliseconds: number): void; restore(): void } {
	const Real = Date;
	let offset = 0;
	class Jumping extends Real {
		constructor(...args: [] | [string | number | Date]) {
			if (args.length === 0) super(Real.now() + offset);
			else super(args[0]);
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

/** Milliseconds. */
export const aDay = 86_400_000;
