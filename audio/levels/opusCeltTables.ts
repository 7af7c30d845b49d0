import { bytesOf, stepsOf } from './opusBytes';

/** Borders of the bands in steps of 200 Hz (RFC 6716, table 55). */
export const bandEdges = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 34, 40, 48, 60, 78, 100];

/**
 * Mean energy of each band, less 60: sixteenths of a power of 2 of its amplitude (the reference of RFC 6716,
 * quant_bands.c).
 */
export const bandMeans = stepsOf('NKC<84/-520.51,/-13.#');

/**
 * The probability of the predicted energy, and how fast it falls: by frame size, with the previous frame or not, and
 * band (quant_bands.c).
 */
export const energyModel = bytesOf(
	'SH9BgUKAQYBAgD6AQIBAgFxOXE9cTlpPdClzKHIohBqEGpERoQywCrELGLMwijaHNoQ1hjiFN4Q3hD1yRmBKWEtYV0pZQltDZDtsMngoeiVh' +
		'K04yU05UUVhL' +
		'VkpXR1pJXUpdSm0ociR1InUijxGREpITogylCrIHvQa+CLEJF7I2cz9mQmJFY0pZR1tJW05ZVlBcQl1AZjtnPGg8dTR7LIojhR9hJk0tPV' +
		'pdPGkqayluLXQm' +
		'cSZwJnwahBuIE4wUmw6fEJ4Sqg2xCrsIwAavCZ8KFbI7bkdWS1VUU1tCWElXSFxLYkhpOms2czRyN3A4gTOEKJYhjB1iI00qKnlgQmwrby' +
		'h1LHsgeCR3IX8h' +
		'hiKLFZMXmBSeGZoaphWtELgNuAqWDYsPFrI/ckpSVFNcUmc+YEhgQ2VJa0hxN3Y0fTR2NHU3hzGJJ50gkR1hIU0o',
);

/**
 * Bits for each band, a row for each quality from 1 on: 32nds of a bit for each line of the spectrum (RFC 6716, table
 * 57).
 */
export const bandShares = bytesOf(
	'WlBLRT84MSgiHRQSCgAAAAAAAAAAbmRaVE5HQTozLScgGhQMAAAAAAAAdm5nXVZQS0ZBOzUvKB8XDwQAAAAAfndwaF9ZU05IQjw2LycgGREM' +
		'AQAAhn94cmdh' +
		'W1VOSEI8Ni8pIx0XEAoBkImCfHFrZV9YUkxGQDkzLSchGg8BmJGKhHt1b2liXFZQSkM9NzErJBQBopuUjoV/eXNsZmBaVE1HQTs1Lh4BrK' +
		'WemI+Jg312cGpk' +
		'XldRS0U/OC0UyMjIyMjIyMjGwby3sq2oo56ZlIFo',
);

/** Bits that a band can use at most, by frame size, channels and band (RFC 6716, 4.3.3; cache_caps50). */
export const bandCaps = bytesOf(
	'4ODg4ODg4OCgoKCgubm5srKohj0l4ODg4ODg4ODw8PDwz8/Pxsa3kEIooKCgoKCgoKC5ubm5wcHBt7esikAm8PDw8PDw8PDPz8/PzMzMwcG0' +
		'j0Ioubm5ubm5' +
		'ubnBwcHBwcHBt7esikEnz8/Pz8/Pz8/MzMzMycnJvLywjUIowcHBwcHBwcHBwcHBwsLCuLiti0EnzMzMzMzMzMzJycnJxsbGu7uvjEIo',
);

/** Allocation trim (RFC 6716, table 58). */
export const trimTable = [126, 124, 119, 109, 87, 41, 19, 9, 4, 2, 0];
