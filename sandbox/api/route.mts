import type { Answer } from '../http/answer.mts';
import type { Exchange } from '../http/exchange.mts';
import type { World } from '../world.mts';

/** What a fault wants done otherwise than was asked for. */
export interface Wish {
	/** In Hz; 0 is any other one that the format comes in. */
	otherRate?: number;
}

/** A request whose body is in, ready to be carried out. */
export interface Ready {
	run(wish?: Wish): Promise<Answer> | Answer;
	/** What a fault rule can look for: the text to speak or the form's title. */
	text?: string;
	/** Forgets what the body left behind; called whether or not it was carried out. */
	dispose?(): Promise<void>;
}

export interface Route {
	method: string;
	path: RegExp;
	/** Whether it is billed: then credit is looked at before parameters. */
	costs?(exchange: Exchange): boolean;
	/** Reads the body; refuses nothing but what cannot be read. */
	read(world: World, exchange: Exchange, id: string): Promise<Ready> | Ready;
}
