import type { Fact } from '../fact.mts';
import { account } from './account.mts';
import { design } from './design.mts';
import { dictionaries } from './dictionaries.mts';
import { errors } from './errors.mts';
import { formats } from './formats.mts';
import { lists } from './lists.mts';
import { recognition } from './recognition.mts';
import { recognitionRefusals } from './recognitionRefusals.mts';
import { references } from './references.mts';
import { speech } from './speech.mts';
import { timestamps } from './timestamps.mts';
import { voices } from './voices.mts';

/** Everything we assume about the service that can be checked with a key and for little money. */
export const facts: readonly Fact[] = [
	...account,
	...errors,
	...speech,
	...formats,
	...timestamps,
	...references,
	...lists,
	...voices,
	...dictionaries,
	...recognitionRefusals,
	...recognition,
	...design,
];
