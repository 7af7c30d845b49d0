import type { FileType } from '../../audio/fileType';

/** File types that a voice can be created from (Fish Audio docs, create model: WAV, MP3, M4A, Opus; FLAC works too). */
export const sampleTypes: FileType[] = ['wav', 'mp3', 'm4a', 'ogg', 'flac'];

/** File types that speech takes as an instant sample (measured by content, 2026; the docs name the first three). */
export const instantSampleTypes: FileType[] = ['wav', 'mp3', 'flac', 'm4a', 'ogg', 'webm'];

/** File types that the model `transcribe-1` transcribes (Fish Audio docs, speech to text, September 2026). */
export const olderRecordingTypes: FileType[] = [...sampleTypes, 'aac'];

/**
 * File types that the model `transcribe-1-pro` transcribes (same source). They include video, of which it takes the
 * first sound track.
 */
export const recordingTypes: FileType[] = [...olderRecordingTypes, 'mov', 'webm'];
