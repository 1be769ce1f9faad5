/**
 * The program that the kill test kills: it imports pages, reads them and saves values as fast as it can, and says on standard
 * output what was acknowledged, one JSON line each, only after the core answered.
 */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { paths } from '#contract/events';
import { openWorkstation } from '#main/open-workstation';
import { smallPage } from '#tests/fixtures/pages';

const [dataFolder = '', batchId = '', recordId = '', cycle = '0'] = process.argv.slice(2);
const say = (line: Readonly<Record<string, string | number>>) => writeSync(1, `${JSON.stringify(line)}\n`);

const core = await openWorkstation(dataFolder, { readers: 1, log: 'silent' });
say({ what: 'open' });
// Node keeps what it compiled when a process ends by itself, which this one never does.
if (cycle === '0') flushCompileCache();

async function importing(): Promise<void> {
  for (let number = 0; ; number += 1) {
    const name = `${cycle}-${number}.png`;
    const body = await smallPage(`${cycle} ${number} ${randomUUID().slice(0, 4)}`);
    const query = new URLSearchParams({ batch: batchId, name });
    const response = await core.fetch(
      new Request(`http://core${paths.uploads}?${query}`, { method: 'POST', body: body as Uint8Array<ArrayBuffer> }),
    );
    if (!response.ok) throw new Error(`upload ${response.status}`);
    say({ what: 'imported', name });
  }
}

async function saving(): Promise<void> {
  for (let number = 0; ; number += 1) {
    const record = await core.client.record.open({ id: recordId });
    const value = record.values.filter((one) => one.path === 'headName' || one.path === 'permanentAddress')[number % 2];
    if (!value) throw new Error('no value to save');
    const typed = value.path === 'headName' ? `NGUYỄN VĂN ${'ABCDEGHIKL'[number % 10]}` : `Thôn ${cycle}, xã Ea Kao, số ${number}`;
    await core.client.value.decide({ recordId, path: value.path, revision: value.revision, decision: 'correct', typed });
    say({ what: 'saved', path: value.path, typed });
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

await Promise.all([importing(), saving()]);
