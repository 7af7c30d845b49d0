import { startQueue } from '../../../tools/n8n/queue/queue.mts';
import { Cleanup } from '../../../tools/terminal/cleanup.mts';

// Starts them, prints that they run, and waits until it is ended.
const cleanup = new Cleanup();
process.once('SIGTERM', () => void cleanup.run().finally(() => process.exit(0)));
await startQueue(cleanup);
console.log('ready');
setInterval(() => undefined, 60_000);
