import { checkerFor } from '../contract.mts';
import { ApiError } from '../errors.mts';

/** What goes wrong. "Carried out" means that the voice is still created, or the credit still charged. */
export type Fault =
	/** With a `requestId` the body has a code and the ID, as failures of `transcribe-1-pro` do. */
	| {
			kind: 'status';
			status: number;
			message?: string;
			reason?: string;
			code?: string;
			requestId?: string;
			plainText?: boolean;
			headers?: Record<string, string>;
			phase?: 'before' | 'after';
			drain?: boolean;
	  }
	| { kind: 'reset'; phase?: 'before' | 'upload' | 'after' | 'headers' | 'body'; afterBytes?: number }
	| { kind: 'cut'; afterBytes?: number }
	| { kind: 'shortLength'; afterBytes?: number }
	/**
	 * `before` (default): accepts the connection and the request and never answers. The others stop after the headers
	 * or after part of the body.
	 */
	| { kind: 'hang'; phase?: 'before' | 'headers' | 'body'; afterBytes?: number }
	| { kind: 'slow'; delayMs?: number; bytesPerSecond?: number }
	| { kind: 'badJson' }
	| { kind: 'html' }
	| { kind: 'empty' }
	| { kind: 'notAudio' }
	| { kind: 'redirect'; location: string; status?: number }
	/** 200 with a moment of silence for speech. As MP3: one frame of 417 bytes. */
	| { kind: 'blank' }
	/** Speech at another sample rate than requested, in Hz. */
	| { kind: 'wrongRate'; rate?: number }
	/** From the given event on, the alignment is null, missing or useless. */
	| { kind: 'noAlignment'; how?: 'null' | 'missing' | 'broken'; from?: number }
	/** An event of another name after the first. */
	| { kind: 'otherEvent'; name?: string; data?: unknown }
	/** `data: [DONE]` after the last event. */
	| { kind: 'done' }
	/** The events end in the middle of the last chunk. */
	| { kind: 'lastChunkCut' }
	/** A list without its last items (default: one) that says there are more. */
	| { kind: 'shortPage'; missing?: number }
	| { kind: 'endless' }
	| { kind: 'hugeJson'; bytes: number };

/** Which requests a rule applies to. All conditions must hold. */
export interface Match {
	method?: string;
	/** Regular expression, tested on the path. */
	path?: string;
	/** Regular expression, tested on the query string as sent, without the question mark. */
	query?: string;
	/** Part of the speech text or of a form's title. */
	text?: string;
	/** From the nth request on that matches the other conditions. */
	nth?: number;
}

export interface RuleSpec {
	match?: Match;
	fault: Fault;
	/** How often it acts; -1 = for ever. */
	times?: number;
}

const count = { type: 'integer', minimum: 0 };
const text = { type: 'string' };

function kind(name: Fault['kind'], properties: object = {}, required: string[] = []): object {
	return {
		type: 'object',
		additionalProperties: false,
		required: ['kind', ...required],
		properties: { kind: { const: name }, ...properties },
	};
}

const faults: Record<Fault['kind'], object> = {
	status: kind(
		'status',
		{
			status: { type: 'integer', minimum: 200, maximum: 599 },
			message: text,
			reason: text,
			code: text,
			requestId: text,
			plainText: { type: 'boolean' },
			headers: { type: 'object', additionalProperties: text },
			phase: { enum: ['before', 'after'] },
			drain: { type: 'boolean' },
		},
		['status'],
	),
	reset: kind('reset', { phase: { enum: ['before', 'upload', 'after', 'headers', 'body'] }, afterBytes: count }),
	cut: kind('cut', { afterBytes: count }),
	shortLength: kind('shortLength', { afterBytes: count }),
	hang: kind('hang', { phase: { enum: ['before', 'headers', 'body'] }, afterBytes: count }),
	slow: kind('slow', { delayMs: count, bytesPerSecond: { type: 'integer', minimum: 1 } }),
	badJson: kind('badJson'),
	html: kind('html'),
	empty: kind('empty'),
	notAudio: kind('notAudio'),
	redirect: kind('redirect', { location: text, status: { type: 'integer', minimum: 300, maximum: 399 } }, ['location']),
	blank: kind('blank'),
	wrongRate: kind('wrongRate', { rate: { type: 'integer', minimum: 8000, maximum: 48_000 } }),
	noAlignment: kind('noAlignment', { how: { enum: ['null', 'missing', 'broken'] }, from: count }),
	otherEvent: kind('otherEvent', { name: text, data: {} }),
	done: kind('done'),
	lastChunkCut: kind('lastChunkCut'),
	shortPage: kind('shortPage', { missing: count }),
	endless: kind('endless'),
	hugeJson: kind('hugeJson', { bytes: count }, ['bytes']),
};

const checkers = new Map(Object.entries(faults).map(([name, schema]) => [name, checkerFor<Fault>(schema)]));

const isRule = checkerFor<RuleSpec>({
	type: 'object',
	additionalProperties: false,
	required: ['fault'],
	properties: {
		match: {
			type: 'object',
			additionalProperties: false,
			properties: { method: text, path: text, query: text, text, nth: { type: 'integer', minimum: 1 } },
		},
		fault: { type: 'object', required: ['kind'] },
		times: { type: 'integer', minimum: -1 },
	},
});

/** @throws ApiError 400 naming what is wrong with the rule. */
export function checkRule(body: unknown): RuleSpec {
	const rule = isRule(body);
	if (!rule.ok) throw new ApiError(400, `Fault rule: ${rule.problem}`);
	const checker = checkers.get(rule.value.fault.kind);
	if (!checker) throw new ApiError(400, `Fault rule: kind is one of ${[...checkers.keys()].join(', ')}`);
	const fault = checker(rule.value.fault);
	if (!fault.ok) throw new ApiError(400, `Fault rule, ${rule.value.fault.kind}: ${fault.problem}`);
	return rule.value;
}
