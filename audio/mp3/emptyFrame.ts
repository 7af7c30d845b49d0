import { readMpegFrame } from './frame';

/**
 * A frame without sound: its side information is zero, so that it uses no bits of other frames (ISO 11172-3, 2.4.1.3
 * and 2.4.1.7). It has the version, rate and channels of the frame `like`, no checksum and no padding.
 * `bitrateIndex` is that of the header; by default the one of `like`.
 */
export function emptyFrame(like: Uint8Array, bitrateIndex = (like[2] ?? 0) >> 4): Buffer {
	const [, second = 0, third = 0, fourth = 0] = like;
	const header = Buffer.of(0xff, second | 1, (bitrateIndex << 4) | (third & 0x0c), fourth & 0xcf);
	const found = readMpegFrame(header);
	const frame = Buffer.alloc(found === 'more' || !found ? 0 : found.length);
	header.copy(frame);
	return frame;
}
