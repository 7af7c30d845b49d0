import type { Cleanup } from '../../terminal/cleanup.mts';
import type { N8nOptions } from '../server.mts';
import { startPostgres } from './postgres.mts';
import { findPrograms } from './programs.mts';
import { startRedis } from './redis.mts';

/**
 * Starts Redis and PostgreSQL, which n8n's queue mode needs, and returns n8n's settings for them. Everything else is
 * n8n's default there: files are in the database.
 */
export async function startQueue(cleanup: Cleanup): Promise<NonNullable<N8nOptions['settings']>> {
	const programs = findPrograms();
	const redis = await startRedis(programs.redis);
	cleanup.add(redis.stop);
	const postgres = await startPostgres(programs.postgres);
	cleanup.add(postgres.stop);
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		N8N_DEFAULT_BINARY_DATA_MODE: undefined,
		...redis.settings,
		...postgres.settings,
	};
}
