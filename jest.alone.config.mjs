import base from './jest.config.mjs';

/**
 * For tests that measure memory or time: one file at a time, and a limit so small that each process ends with its file.
 */
export default { ...base, maxWorkers: 1, workerIdleMemoryLimit: '1MB' };
