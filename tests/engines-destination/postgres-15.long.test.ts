import { describe, it } from 'vitest';
import { startPostgres15, whyNoPostgres15 } from '#tests/fixtures/postgres';
import { serverContract } from './server.ts';

const missing = whyNoPostgres15();
if (missing === null) serverContract('PostgreSQL 15', startPostgres15, { part: 'whole', size: 'large' });
else {
  console.warn(`PostgreSQL 15 is not tried: ${missing}`);
  describe('PostgreSQL 15', () => {
    it.skip(`not tried: ${missing}`, () => undefined);
  });
}
