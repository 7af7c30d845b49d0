import { readFile, writeFile } from 'node:fs/promises';

import decodeAudio from 'audio-decode';

/**
 * Decodes files. Writes the PCM values of the first channel as 32-bit floats next to each file, and prints the sample
 * rates.
 */
const rates: number[] = [];
for (const file of process.argv.slice(2)) {
	const { sampleRate, channelData } = await decodeAudio(new Uint8Array(await readFile(file)));
	rates.push(sampleRate);
	await writeFile(`${file}.f32`, Buffer.from(Float32Array.from(channelData[0] ?? []).buffer));
}
console.log(JSON.stringify(rates));
