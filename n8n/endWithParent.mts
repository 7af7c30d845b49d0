// Preloaded into n8n: it ends with whoever started it, however that one ended.
const parent = process.ppid;
setInterval(() => {
	if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 500).unref();
