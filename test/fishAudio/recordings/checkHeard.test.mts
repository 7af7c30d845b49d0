import type { Measured } from '../../../audio/measure/measured.ts';
import { checkHeard } from '../../../fishAudio/recordings/checkHeard.ts';

const silent = { seconds: 12, level: -90, silentShare: 1, pauseLevel: -199, isSilent: true };
const about = "The file 'a.wav' of the binary field 'data' ('Sample Fields')";
const check = (measured: Measured) => () => checkHeard(measured, 'Sample 2', about);

it.each<[Measured, string, RegExp]>([
	[{ lack: 'noSound', seconds: 0 }, 'Sample 2 holds no sound', /Record it again/],
	[{ lack: 'noSoundTrack' }, 'Sample 2 has no sound', /video and no sound track/],
	[{ lack: 'encrypted' }, 'Sample 2 is copy-protected', /without copy protection/],
	[{ lack: 'cutOff' }, 'Sample 2 is cut off', /Upload or export it again/],
	[{ seconds: 12, sound: silent }, 'Sample 2 is silent', /right microphone/],
	// The last frame of a file may be cut off.
	[{ seconds: 12.5, sound: silent }, 'Sample 2 is silent', /right microphone/],
])('refuses %j', (measured, message, advice) => {
	expect(check(measured)).toThrow(
		expect.objectContaining({ kind: 'input', message, facts: { advice: expect.stringMatching(advice) } }) as Error,
	);
	expect(check(measured)).toThrow(
		expect.objectContaining({ facts: { advice: expect.stringContaining(about) } }) as Error,
	);
});

it.each<Measured>([
	{},
	{ seconds: 0.3 },
	{ seconds: 12, sound: { ...silent, isSilent: false } },
	// Not all of it was measured.
	{ seconds: 20, sound: silent },
	{ sound: silent },
])('accepts %j', (measured) => {
	expect(check(measured)).not.toThrow();
});
