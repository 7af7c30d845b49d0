import type { DescribedFormat } from '../formats';
import { joinMp3 } from './mp3';
import { joinOpus } from './opus';
import type { Join } from './parts';
import { joinWav } from './wav';

const joins: Record<DescribedFormat, Join> = {
	wav: joinWav,
	mp3: joinMp3,
	opus: joinOpus,
};

/**
 * Joins complete audio of one format, rate and number of channels, part after part. Each part is opened when its turn
 * comes, and none is held in memory. If the sizes in the header of a joined WAV are placeholders, `repairedWavHeader`
 * gives the true ones once the file is stored. Fails with `misfit` at a part that does not fit.
 */
export const joinAudio: Join = (parts, joining) => joins[joining.format](parts, joining);
