import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '#contract/events';
import type { Workstation } from '#main/open-workstation';
import { importAll, makeBatch, openTestCore, pageFile, temporaryFolder } from './fixtures.ts';

const folder = temporaryFolder();
let core: Workstation;
let id = '';

beforeAll(async () => {
  core = await openTestCore(folder);
  await core.client.job.pauseReading({ paused: true });
  const { pages } = await importAll(core, await makeBatch(core), [await pageFile(temporaryFolder(), 'a.png')]);
  id = pages[0]?.id ?? '';
});
afterAll(() => core.close());

const get = (query: string, page = id) => core.fetch(new Request(`http://core${paths.pages}/${page}/image${query}`));
const size = async (query: string) => {
  const response = await get(query);
  expect(response.headers.get('content-type')).toBe('image/webp');
  // Pictures of papers stay out of caches on disk.
  expect(response.headers.get('cache-control')).toBe('no-store');
  const { width, height, format } = await sharp(await response.arrayBuffer()).metadata();
  return { width, height, format };
};
const kept = () =>
  readdirSync(join(folder, 'renditions'), { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name));

// The page is 360 × 90.
test('a page as a picture of the size asked for, or of a part of it', async () => {
  expect(await size('?height=45')).toEqual({ width: 180, height: 45, format: 'webp' });
  expect(await size('?width=120')).toEqual({ width: 120, height: 30, format: 'webp' });
  expect(await size('?height=40&crop=10,10,80,40')).toEqual({ width: 80, height: 40, format: 'webp' });
  // What lies outside of the page is cut off; nonsense is as if it were not said.
  expect(await size('?width=60&crop=300,60,500,500')).toMatchObject({ width: 60, height: 30 });
  for (const query of ['?crop=a,b', '?crop=1,2,3', '?height=nothing', '', '?height=-5', '?width=1e9'])
    expect((await get(query)).status, query).toBe(200);
});

test('is kept, and made again when what was kept is gone or cut short', async () => {
  const first = Buffer.from(await (await get('?height=60')).arrayBuffer());
  const file = kept().find((path) => readFileSync(path).equals(first)) ?? '';
  expect(file).not.toBe('');
  for (const damaged of [first.subarray(0, 40), Buffer.alloc(0)]) {
    writeFileSync(file, damaged);
    expect(Buffer.from(await (await get('?height=60')).arrayBuffer()).equals(first)).toBe(true);
    expect(readFileSync(file).equals(first)).toBe(true);
  }
});

test('of no page is not found; of a page whose original went away is said so', async () => {
  const unknown = await get('?height=50', 'nothing');
  expect([unknown.status, await unknown.json()]).toMatchObject([404, { code: 'page.notFound', data: { id: 'nothing' } }]);
  const gone = new AbortController();
  gone.abort();
  const request = new Request(`http://core${paths.pages}/${id}/image?height=33`, { signal: gone.signal });
  expect((await core.fetch(request)).status).toBe(499);
  const { sha256 } = await core.client.page.get({ id });
  const original = join(folder, 'pages', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  writeFileSync(original, 'no picture any more');
  const damaged = await get('?height=77');
  expect([damaged.status, await damaged.json()]).toMatchObject([409, { code: 'page.damaged', data: { name: 'a.png' } }]);
});
