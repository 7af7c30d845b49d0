import { json } from '../http/answer.mts';
import { account } from '../voices/voice.mts';
import type { Route } from './route.mts';

/** Zero has no decimal places. */
const paidIn = (usd: number): string => (usd === 0 ? '0' : usd.toFixed(6));

export const getCredit: Route = {
	method: 'GET',
	path: /^\/wallet\/(self)\/api-credit$/,
	read: (world) => ({
		run: () =>
			json(200, {
				_id: account.id,
				user_id: account.id,
				credit: world.settings.creditIsNumber ? Number(world.account.credit) : world.account.credit,
				cumulative_top_up: paidIn(world.settings.toppedUp),
				created_at: '2025-01-01T00:00:00.000Z',
				updated_at: new Date().toISOString(),
				has_phone_sha256: false,
				has_free_credit: null,
			}),
	}),
};

export const getPackage: Route = {
	method: 'GET',
	path: /^\/wallet\/(self)\/package$/,
	read: () => ({
		run: () =>
			json(200, {
				user_id: account.id,
				type: 'free',
				total: 8000,
				balance: 8000,
				created_at: '2025-01-01T00:00:00.000Z',
				updated_at: '2025-01-01T00:00:00.000Z',
				finished_at: '2035-01-01T00:00:00.000Z',
			}),
	}),
};
