import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { breakNames, planOf } from './structure/plan.ts';
import { type Tried, tryBreaks } from './structure/try-breaks.ts';
import { openWorld, wholeRecords } from './structure/whole.ts';

/** One break of every kind on three papers: nothing is accepted that they do not say. `npm run bench -- structure` makes thousands. */

const papers = ['birth-certificate-03-p1.jpg', 'land-certificate-2009-03-p2.jpg', 'enterprise-registration-03-p1.jpg'];
const temporary = mkdtempSync(join(tmpdir(), 'so-song-broken-'));
let tried: Tried;
beforeAll(async () => {
  const folder = join(temporary, 'papers');
  mkdirSync(folder);
  for (const paper of papers) copyFileSync(join('resources/samples', paper), join(folder, paper));
  const world = openWorld({ temporary, readers: 1, today: '2026-12-01' });
  const deck = planOf(15, 3, /./u);
  tried = await tryBreaks({ ...deck, swaps: [] }, await wholeRecords(folder, world, { most: 3, seed: 1 }), world, null);
}, 120_000);
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

test('every kind of break was made, most values that were not touched are still accepted', () => {
  expect([...tried.made.keys()].sort()).toEqual([...breakNames].sort());
  expect(tried.acceptedBefore).toBeGreaterThan(50);
  expect(tried.acceptedAfter).toBeGreaterThan(tried.acceptedBefore * 0.4);
});

test('nothing is accepted that the paper does not say', () => {
  expect(tried.slips).toEqual([]);
});
