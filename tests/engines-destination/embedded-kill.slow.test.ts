import { readdirSync, readFileSync } from 'node:fs';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { destinationTables } from '#domain/delivery';
import { openDestination } from '#engines/destination-postgres/destination-postgres';
import { deliverer, killWhileDelivering } from './embedded-kill.ts';
import { columnOf, delivery, records, testType } from './fixtures.ts';

const never = new AbortController().signal;

describe('the embedded destination and other processes', () => {
  const { folder, start, kill, pid } = deliverer();
  killWhileDelivering({ folder, start, kill, pid }, [0, 150, 300]);

  it('another process may not open the folder, and may once the first was killed, of which no process stays behind', async () => {
    await start('h', 1, 'receipt');
    const [embedded] = childrenOf(pid());
    expect(embedded?.command).toContain('--wasm-wrapper-tiering-budget');
    const destination = openDestination({ kind: 'embedded', folder: folder() });
    await expect(destination.check()).rejects.toMatchObject({ code: 'destination.refused', params: { reason: 'inUse' } });
    await kill();
    expect(await destination.receipt('h')).toMatchObject({ accepted: 1 });
    await expect.poll(() => isRunning(embedded?.pid ?? 0), { timeout: 10_000 }).toBe(false);
    await destination.close();
  });

  it('its own process ends in the middle of a delivery: told as a lost connection, and the next call has a new one', async () => {
    const destination = openDestination({ kind: 'embedded', folder: folder() });
    await destination.prepare(destinationTables(testType, columnOf));
    const sent = delivery('lost', records(1000, 'lost'));
    const delivering = destination.deliver(sent, never);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const ended = childrenOf(process.pid).filter((each) => each.command.includes('pglite-process'));
    expect(ended).toHaveLength(1);
    for (const { pid } of ended) process.kill(pid, 'SIGABRT');
    await expect(delivering).rejects.toMatchObject({ code: 'destination.unreachable', params: { reason: 'lost' } });
    expect(await destination.receipt('lost')).toBe(null);
    expect(await destination.deliver(sent, never)).toMatchObject({ accepted: 1000, already: 0 });
    await destination.close();
    expect(childrenOf(process.pid).filter((each) => each.command.includes('pglite-process'))).toEqual([]);
  });

  it('a damaged folder, and a place where no folder can be, are told', async () => {
    const first = openDestination({ kind: 'embedded', folder: folder() });
    await first.prepare(destinationTables(testType, columnOf));
    await first.close();
    await truncate(join(folder(), 'global', 'pg_control'), 100);
    await expect(openDestination({ kind: 'embedded', folder: folder() }).check()).rejects.toMatchObject({
      code: 'destination.refused',
      params: { reason: 'damaged' },
    });
    const file = join(folder(), 'file');
    await writeFile(file, '');
    await expect(openDestination({ kind: 'embedded', folder: join(file, 'below') }).check()).rejects.toMatchObject({
      code: 'destination.refused',
      params: { reason: 'folder' },
    });
  });
});

/** Linux alone tells it in files, and that is where these tests run. */
function childrenOf(parent: number): { readonly pid: number; readonly command: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    try {
      const parentOf = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
      return parentOf === parent ? [{ pid, command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }] : [];
    } catch {
      return [];
    }
  });
}

function isRunning(pid: number): boolean {
  return readdirSync('/proc').includes(String(pid));
}
