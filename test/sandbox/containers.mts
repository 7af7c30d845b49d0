import {
	ALL_FORMATS,
	BufferSource,
	BufferTarget,
	EncodedAudioPacketSource,
	EncodedPacket,
	EncodedPacketSink,
	EncodedVideoPacketSource,
	Input,
	MkvOutputFormat,
	MovOutputFormat,
	Mp4OutputFormat,
	Output,
	WebMOutputFormat,
	type OutputFormat,
} from 'mediabunny';

const formats = { webm: WebMOutputFormat, mkv: MkvOutputFormat, mp4: Mp4OutputFormat, mov: MovOutputFormat };

/** Adds a video track; the first packet of a VP9 video is enough, since nobody decodes it. */
async function addVideo(output: Output<OutputFormat, BufferTarget>): Promise<() => Promise<void>> {
	const source = new EncodedVideoPacketSource('vp9');
	output.addVideoTrack(source);
	const decoderConfig = { codec: 'vp09.00.10.08', codedWidth: 16, codedHeight: 16 };
	return () =>
		source.add(new EncodedPacket(new Uint8Array([0x82, 0x49, 0x83, 0x42]), 'key', 0, 0.1), { decoderConfig });
}

/** The same sound in another container, with its packets unchanged. */
export async function repacked(audio: Buffer, container: keyof typeof formats, video = false): Promise<Buffer> {
	const input = new Input({ source: new BufferSource(new Uint8Array(audio)), formats: ALL_FORMATS });
	const track = (await input.getPrimaryAudioTrack())!;
	const output = new Output({ format: new formats[container](), target: new BufferTarget() });
	const source = new EncodedAudioPacketSource(track.codec!);
	output.addAudioTrack(source);
	const picture = video ? await addVideo(output) : undefined;
	await output.start();
	await picture?.();
	const decoderConfig = (await track.getDecoderConfig())!;
	for await (const packet of new EncodedPacketSink(track).packets()) await source.add(packet, { decoderConfig });
	await output.finalize();
	return Buffer.from(output.target.buffer!);
}

/** AAC frames (44.1 kHz, mono) as in an .aac file. Their content is noise. */
export function aacOf(seconds: number): Buffer {
	const frame = Buffer.alloc(64, 0x21);
	Buffer.from([0xff, 0xf1, 0x50, 0x40, frame.length >> 3, ((frame.length & 7) << 5) | 0x1f, 0xfc]).copy(frame);
	return Buffer.concat(Array<Buffer>(Math.round((seconds * 44_100) / 1024)).fill(frame));
}
