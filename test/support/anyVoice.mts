/** The ID of a voice in the sandbox's library. */
export const anyVoiceId = '19afb2363ee6e248397014b29d3dcd8a';

/** That voice, as *Voice* has it: several parts need one. */
export const anyVoice = { __rl: true, mode: 'id', value: anyVoiceId };
