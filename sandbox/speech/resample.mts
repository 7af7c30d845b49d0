import samplerate from '@alexanderolsen/libsamplerate-js';

type Converter = Awaited<ReturnType<typeof samplerate.create>>;

const converters = new Map<string, Promise<Converter>>();

/** Mono PCM at another rate. Calls share no state, so the same input gives the same output. */
export async function resample(samples: Float32Array<ArrayBuffer>, from: number, to: number): Promise<Float32Array> {
	if (from === to || samples.length === 0) return samples;
	const key = `${from}>${to}`;
	const converter =
		converters.get(key) ?? samplerate.create(1, from, to, { converterType: samplerate.ConverterType.SRC_SINC_FASTEST });
	converters.set(key, converter);
	return (await converter).simple(samples).slice();
}
