/** Seconds as people read them, to the thousandth. */
export const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;
