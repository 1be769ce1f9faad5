import { startPostgres18 } from '#tests/fixtures/postgres';
import { serverContract } from './server.ts';

serverContract('PostgreSQL 18', startPostgres18, { part: 'whole', size: 'usual' });
