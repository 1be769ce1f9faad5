import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '#contract/events';
import type { Workstation } from '#main/open-workstation';
import { openTestCore, temporaryFolder } from './fixtures.ts';

const folder = temporaryFolder();
let core: Workstation;
beforeAll(async () => {
  core = await openTestCore(folder);
});
afterAll(() => core.close());

const call = (body: RequestInit['body']) =>
  core.fetch(
    new Request(`http://core${paths.rpc}/workstation/places`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit),
  );
const refused = [413, { code: 'call.tooLarge', data: { megabytes: 8 } }];
const told = async (response: Response) => [response.status, await response.json()];

test('a call that is too large is refused, whether it says so beforehand or not', async () => {
  expect(await told(await call(JSON.stringify({ json: { text: 'x'.repeat(9_000_000) } })))).toMatchObject(refused);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1;
      controller.enqueue(new Uint8Array(1_000_000).fill(32));
    },
  });
  expect(await told(await call(endless))).toMatchObject(refused);
  expect(sent).toBeLessThan(12);
  expect((await call(JSON.stringify({ json: { text: 'Ea Kao' } }))).status).toBe(200);
});

test('pictures that a kill left on their way are gone at the next start', async () => {
  const left = ['temporary/scan-abc', 'pages/incoming', 'renditions/incoming'].map((path) => join(folder, path));
  for (const path of left) {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'half'), 'a face');
  }
  await core.close();
  core = await openTestCore(folder);
  expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('half'))).toEqual([]);
});
