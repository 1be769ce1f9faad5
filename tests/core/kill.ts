import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { openWorkstation, resourcesFolder } from '#main/open-workstation';
import { firstBrokenAudit } from '#store/audit';
import { openStore } from '#store/open-store';
import { openSealed } from '#store/sealed';
import { openTestCore, temporaryFolder } from './fixtures.ts';

interface Said {
  readonly what: string;
  readonly name?: string;
  readonly path?: string;
  readonly typed?: string;
}

/** Registers the test. */
export function killTimes(cycles: number): void {
  const folder = temporaryFolder();
  test(`kill -9 ${cycles} times over import, reading and saving: nothing acknowledged is lost, nothing doubled`, {
    timeout: cycles * 10_000,
  }, async () => {
    const { batchId, recordId } = await prepare(folder);
    const imported = new Set<string>();
    const saved = new Map<string, string>();
    let opened = 0;
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      const begun = performance.now();
      const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-child.ts'), folder, batchId, recordId, String(cycle)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
      let armed = false;
      lines.on('line', (line) => {
        const said = JSON.parse(line) as Said;
        if (said.what === 'open') opened += 1;
        else if (!armed) {
          armed = true;
          // From the first acknowledgement to well into reading, spread evenly and the same in every run. A start takes a
          // second and a half at most on a quiet machine; where it took longer, so does all that follows.
          const slower = Math.max(1, (performance.now() - begun) / 1500);
          setTimeout(() => child.kill('SIGKILL'), (cycle % 10 === 9 ? 1500 : (cycle * 37) % 350) * slower);
        }
        if (said.what === 'imported' && said.name) imported.add(said.name);
        if (said.what === 'saved' && said.path && said.typed) saved.set(said.path, said.typed);
      });
      await ended(child, lines);
    }
    expect(opened).toBe(cycles);
    expect(imported.size).toBeGreaterThan(cycles / 4);
    expect(saved.size).toBe(2);

    const core = await openWorkstation(folder, { readers: 2, log: 'silent' });
    try {
      await core.idle();
      const names = (await core.client.batch.pages({ id: batchId })).rows
        .filter((page) => page.fileName.endsWith('.png'))
        .map((page) => page.fileName);
      expect(new Set(names).size, 'no page twice').toBe(names.length);
      for (const name of imported) expect(names, 'an acknowledged page is there').toContain(name);
      const pages = (await core.client.batch.pages({ id: batchId })).rows;
      expect(pages.filter((page) => page.state === 'waiting')).toEqual([]);
      // Every page that was read is on exactly one record.
      for (const page of pages.filter(({ state }) => state === 'read')) expect(page.recordIds, page.fileName).toHaveLength(1);
      expect(pages.filter(({ state }) => state === 'read').length).toBeGreaterThan(pages.length / 2);
      const record = await core.client.record.open({ id: recordId });
      for (const [path, typed] of saved) {
        const history = await core.client.value.history({ recordId, path });
        // Every save is in the history; the present value is the last of them, which may be one that was cut off before its answer.
        expect(history.map((one) => one.after)).toContain(typed);
        expect(record.values.find((one) => one.path === path)?.value).toBe(history[0]?.after);
      }
    } finally {
      await core.close();
    }
    const store = openStore(folder, join(resourcesFolder, 'migrations'));
    expect(firstBrokenAudit(store.read)).toBeNull();
    store.close();
    const database = openSealed(join(folder, 'so-song.sqlite'), { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    database.close();
  });
}

/** A batch with one register book whose values can be saved. */
async function prepare(folder: string): Promise<{ batchId: string; recordId: string }> {
  const core = await openTestCore(folder);
  try {
    const batch = await core.client.batch.create({ title: 'kill', source: 'box', placeCode: null, owner: '', deadline: null });
    const samples = ['p1', 'p2', 'p3'].map((page) => join(resourcesFolder, 'samples', `household-register-book-03-${page}.jpg`));
    await core.client.intake.start({ batchId: batch.id, paths: samples });
    await core.idle();
    const [record] = (await core.client.batch.records({ id: batch.id })).rows;
    expect(record?.recordType).toBe('household-register-book');
    return { batchId: batch.id, recordId: record?.id ?? '' };
  } finally {
    await core.close();
  }
}

function ended(child: ChildProcess, lines: { once: (event: 'close', listener: () => void) => void }): Promise<void> {
  const exit = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const read = new Promise<void>((resolve) => {
    lines.once('close', () => resolve());
  });
  return Promise.all([exit, read]).then(() => {});
}
