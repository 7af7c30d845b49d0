/** Bytes in MB of 1024 × 1024, as the goals count them. */
export const megabyte = 1024 * 1024;

export const asMegabytes = (bytes: number): string => `${(bytes / megabyte).toFixed(1)} MB`;

export const asSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

export const asMilliseconds = (milliseconds: number): string => `${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`;

export const asRatio = (ratio: number): string => ratio.toFixed(3);
