import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectPglite } from '#engines/destination-postgres/connect-pglite';
import { openDestination } from '#engines/destination-postgres/destination-postgres';
import { type Connection, usualLimits } from '#engines/destination-postgres/session';
import { destinationContract } from './contract.ts';

/** Registers the tests: on files that it makes itself. `many`: records of the largest delivery. */
export function embeddedContract(many: number): void {
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

    test.skipIf(process.platform === 'win32')('has files for its owner alone', async () => {
      await ask('SELECT 1');
      const inside = await readdir(folder, { recursive: true });
      const modes = await Promise.all(inside.map(async (path) => ((await stat(join(folder, path))).mode & 0o077).toString(8)));
      expect(inside.length).toBeGreaterThan(500);
      expect([...new Set(modes)]).toEqual(['0']);
    });

    destinationContract(
      () => ({
        ask,
        server: /^PostgreSQL 1[5-9]\S* \(PGlite\)$/,
        open: async () => openDestination({ kind: 'embedded', folder }),
      }),
      many,
    );
  });
}
