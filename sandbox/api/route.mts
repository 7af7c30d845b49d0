import type { Answer } from '../http/answer.mts';
import type { Exchange } from '../http/exchange.mts';
import type { World } from '../world.mts';

/** What a fault changes in a request. */
export interface Wish {
	/** In Hz; 0 = any other rate of the format. */
	otherRate?: number;
}

/** A request whose body has arrived, ready to be carried out. */
export interface Ready {
	run(wish?: Wish): Promise<Answer> | Answer;
	/** What fault rules match: the text to speak or the form's title. */
	text?: string;
	/** Removes what the body left behind. Called whether or not the request was carried out. */
	dispose?(): Promise<void>;
}

export interface Route {
	method: string;
	path: RegExp;
	/** Whether it is billed: then credit is checked before parameters. */
	costs?(exchange: Exchange): boolean;
	/** Reads the body. Refuses only what cannot be read. */
	read(world: World, exchange: Exchange, id: string): Promise<Ready> | Ready;
}
