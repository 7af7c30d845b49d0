// Preloaded into n8n and npm: they end when their parent ends, for any reason, together with what they have started,
// which is their process group; see group.mts.
const parent = process.ppid;
setInterval(() => {
	if (process.ppid !== parent) process.kill(0, 'SIGTERM');
}, 500).unref();
