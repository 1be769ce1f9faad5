import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Children, taskLimits } from '#children';
import { filePages } from '#core/file-pages';
import { ProblemError } from '#domain/problem';
import type { StoredBlob } from '#ports';
import { openFile } from '#store/blob';
import { smallPage } from '#tests/fixtures/pages';
import { openPool } from '#workers/pool';
import type { Hostile } from './hostile-files.ts';

/**
 * The promise is 30 s and 1.5 GB for a page at most. Children are stopped when they have computed for 25 s, and at 1.2 GB, since they
 * are looked at every 15 ms. What never ends is stopped at 1 s here, for the sake of those who run this.
 */
const promisedMegabytes = 1500;

const folder = mkdtempSync(join(tmpdir(), 'bad-input-'));
const pool = openPool({ size: 2 });
const short = openPool({
  size: 1,
  limits: Object.fromEntries(Object.entries(taskLimits).map(([task, limits]) => [task, { ...limits, seconds: 1 }])),
});
const good = join(folder, 'good.jpg');
// Small, for it is looked at after every one of the others.
writeFileSync(good, await smallPage('tốt'));

afterAll(async () => {
  await Promise.all([pool.close(), short.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** The whole way of a file: opened, all of its pages handed over, the first two made into pictures. */
async function journey(path: string, name: string, children: Children = pool): Promise<string> {
  const blob = openFile(path);
  try {
    const pictures: { blob: StoredBlob; page: number }[] = [];
    await filePages(children, { blob, name, password: null, pages: null }, async (page) => {
      if (page.what === 'lost') throw new ProblemError(page.problem.code, page.problem.params);
      if (page.index >= 2) return;
      if (page.picture) writeFileSync(`${path}-${page.index}`, page.picture);
      pictures.push(page.picture ? { blob: openFile(`${path}-${page.index}`), page: 0 } : { blob, page: page.index });
    });
    expect(pictures.length).toBeGreaterThan(0);
    for (const picture of pictures) {
      const { bytes } = await children.run('rendition', { ...picture, name, format: 'jpeg' });
      expect(bytes.length).toBeGreaterThan(0);
    }
    return 'ok';
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(error.params.name).toBe(name);
    return error.code;
  }
}

/** Registers the tests. */
export function survive(files: readonly Hostile[]): void {
  describe('no file crashes, hangs or swells us', () => {
    test.each(files.map((file, i) => [file.name, file, i] as const))(
      '%s',
      async (name, file, i) => {
        const path = join(folder, String(i));
        writeFileSync(path, file.bytes);
        const outcome = await journey(path, name, file.endless ? short : pool);
        expect(file.expected).toContain(outcome);
        expect(Math.max(pool.stats().peakMegabytes, short.stats().peakMegabytes)).toBeLessThan(promisedMegabytes);
        expect(await journey(good, 'good.jpg')).toBe('ok');
        rmSync(path);
      },
      300_000,
    );

    test('what is no readable file', async () => {
      mkdirSync(join(folder, 'a folder'));
      expect(await journey(join(folder, 'a folder'), 'a folder')).toBe('file.unreadable');
      expect(await journey(join(folder, 'gone.jpg'), 'gone.jpg')).toBe('file.missing');
    });
  });
}
