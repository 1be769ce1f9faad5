import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { connectPglite } from '#engines/destination-postgres/connect-pglite';
import { openDestination } from '#engines/destination-postgres/destination-postgres';
import { type Connection, usualLimits } from '#engines/destination-postgres/session';
import { destinationContract } from './contract.ts';

describe('the embedded destination', () => {
  let folder = '';
  let owner: Connection;
  const ask = (sql: string) => owner.transaction((session) => session.query(sql), { writes: false });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'Sổ sống nhúng '));
    owner = connectPglite(folder, usualLimits);
  }, 60_000);
  beforeEach(async () => {
    await ask('DROP SCHEMA IF EXISTS so_song CASCADE');
  }, 60_000);
  afterAll(async () => {
    await owner.close();
    await rm(folder, { recursive: true, force: true });
  });

  destinationContract(() => ({
    ask,
    server: /^PostgreSQL 1[5-9]\S* \(PGlite\)$/,
    open: async () => openDestination({ kind: 'embedded', folder }),
  }));
});
