/** What the canvas calls a format. */
const formats = { mp3: 'MP3', wav: 'WAV', phone: 'Phone', opus: 'Opus', pcm: 'PCM' };

/** What the canvas says in place of one voice. */
const sources = { samples: 'Instant Clone', speakers: 'Dialogue', eachVoice: 'Several Voices' };

/**
 * What the canvas shows below the node's name: who speaks, and the format, such as `Anna, MP3`. `$parameter` gives only
 * the ID of a voice, and its JSON also the name that the list showed, from which what stands in brackets is left out.
 */
export const subtitle = `={{ ((set) => {
	const given = set.voice || {};
	const name = given.mode === "title" ? given.value : given.cachedResultName;
	const one = String(name || "").replace(/ [(][^()]*[)]$/, "");
	const who = ${JSON.stringify(sources)}[set.voiceSource] || (one.startsWith("=") ? "" : one);
	return [who, ${JSON.stringify(formats)}[set.format] || "MP3"].filter((part) => part !== "").join(", ");
})($parameter.toJSON()) }}`.replace(/\s+/g, ' ');
