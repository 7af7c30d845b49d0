import { createVoice } from '../api/createVoice.mts';
import { dictionaries } from '../api/dictionaries.mts';
import { listVoices } from '../api/listVoices.mts';
import { deleteVoice, getVoice, updateVoice } from '../api/oneVoice.mts';
import { recognition } from '../api/recognition.mts';
import { speech, timedSpeech } from '../api/speech.mts';
import { voiceDesign } from '../api/voiceDesign.mts';
import { getCredit, getPackage } from '../api/wallet.mts';
import { ApiError, UnreadableRequest } from '../errors.mts';
import { refusal } from '../http/answer.mts';
import { bearerOf, type Service } from './service.mts';

const voices = [listVoices, createVoice, getVoice, updateVoice, deleteVoice];
const sound = [speech, timedSpeech, voiceDesign, recognition];

/** Under `/model` another server answers, in another form. */
function invalidToken(path: string): Error {
	if (/^\/model(\/|$)/.test(path)) return new UnreadableRequest('No permission -- see authorization schemes', 401);
	return new ApiError(401, 'Invalid Token');
}

/** The vendor's API. */
export const fishAudio: Service = {
	isHosted: true,
	routes: [...voices, ...sound, ...dictionaries, getCredit, getPackage],
	keyRefused: (world, exchange) => (bearerOf(exchange) === world.key ? undefined : invalidToken(exchange.entry.path)),
	refusal,
};
