import type { FileType } from '../../audio/fileType';

/** Types that a voice is made from (Fish Audio docs, create model: WAV, MP3, M4A, Opus; FLAC is decoded too). */
export const sampleTypes: FileType[] = ['wav', 'mp3', 'm4a', 'ogg', 'flac'];

/**
 * Types that speech takes as an instant sample, told by their bytes (measured, 2026; the docs name the first three).
 */
export const instantSampleTypes: FileType[] = ['wav', 'mp3', 'flac', 'm4a', 'ogg', 'webm'];

/**
 * Types that a recording may have that the model `transcribe-1` transcribes (Fish Audio docs, speech to text, September
 * 2026).
 */
export const olderRecordingTypes: FileType[] = [...sampleTypes, 'aac'];

/**
 * Types that a recording may have that `transcribe-1-pro` transcribes: also video, of which it takes the first sound
 * track (as above).
 */
export const recordingTypes: FileType[] = [...olderRecordingTypes, 'mov', 'webm'];
