import { spawn } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { ProblemError } from '#domain/problem';
import { openPool } from '#workers/pool';

const extraTasks = fileURLToPath(new URL('./pool-tasks.ts', import.meta.url));
const limits = { seconds: 20, megabytes: 600 };
const folder = mkdtempSync(join(tmpdir(), 'pool-'));
const pool = openPool({ size: 2, extraTasks });
const caught = (work: Promise<unknown>) =>
  work.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );

afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(what: () => boolean, seconds: number): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (what()) return true;
    await delay(20);
  }
  return what();
}

describe('answers', () => {
  test('values keep their kinds over the border, large ones too', async () => {
    const input = { bytes: new Uint8Array(20_000_000).fill(7), at: new Date(0), none: null, map: new Map([[1, 'một']]) };
    const back = await pool.run<typeof input>('echo', input, limits);
    expect(back.bytes.length).toBe(20_000_000);
    expect(back.bytes[19_999_999]).toBe(7);
    expect([back.at, back.none, back.map.get(1)]).toEqual([new Date(0), null, 'một']);
  });

  test('a problem arrives with its code and parameters, a bug as an error', async () => {
    const told = await caught(pool.run('problem', {}, limits));
    expect(told).toBeInstanceOf(ProblemError);
    expect(told).toMatchObject({ code: 'file.tooLarge', params: { name: 'a.png', megapixels: 900 } });
    const bug = await caught(pool.run('bug', {}, limits));
    expect(bug).not.toBeInstanceOf(ProblemError);
    expect(bug).toMatchObject({ name: 'TypeError', message: 'a bug' });
    expect(await caught(pool.run('no such', {}, limits))).toMatchObject({ message: 'no task called no such' });
  });

  test('children can neither write nor start programs', async () => {
    const path = join(folder, 'written');
    expect(await caught(pool.run('write', { path }, limits))).toMatchObject({ message: expect.stringMatching(/restricted/) });
    expect(await caught(pool.run('program', {}, limits))).toMatchObject({ message: expect.stringMatching(/restricted/) });
    expect(existsSync(path)).toBe(false);
  });

  test('children step back for the window and are given no secrets', async () => {
    process.env.SO_SONG_TEST_SECRET = 'x';
    expect(await pool.run<string[]>('environment', {}, limits)).not.toContain('SO_SONG_TEST_SECRET');
    expect(await pool.run<number>('nice', {}, limits)).toBeGreaterThan(0);
  });
});

describe('what goes wrong costs one task', () => {
  test.each([
    ['exit', 'file.crashedReader'],
    ['abort', 'file.crashedReader'],
    ['unhandled', 'file.crashedReader'],
    ['grow', 'file.tooMuchMemory'],
    ['heap', 'file.tooMuchMemory'],
    ['giant', 'file.tooMuchMemory'],
  ])(
    '%s → %s',
    async (task, code) => {
      expect(await caught(pool.run(task, { name: 'sổ.tif' }, limits))).toMatchObject({ code, params: { name: 'sổ.tif' } });
      expect(await pool.run('echo', 1, limits)).toBe(1);
    },
    40_000,
  );

  test('memory is stopped near its limit, even while the main thread is busy', async () => {
    const own = openPool({ size: 1, extraTasks });
    await caught(own.run('grow', { name: 'x' }, { seconds: 20, megabytes: 300 }));
    expect(own.stats().peakMegabytes).toBeGreaterThan(290);
    expect(own.stats().peakMegabytes).toBeLessThan(600);
    await own.close();
  });

  test('a hang ends at its time', async () => {
    const begun = Date.now();
    expect(await caught(pool.run('hang', { name: 'x.pdf' }, { seconds: 1, megabytes: 500 }))).toMatchObject({
      code: 'file.tooSlow',
      params: { name: 'x.pdf', seconds: 1 },
    });
    expect(Date.now() - begun).toBeLessThan(5_000);
    expect(await pool.run('echo', 2, limits)).toBe(2);
  });

  test('other tasks go on beside it', async () => {
    const hang = caught(pool.run('hang', { name: 'x' }, { seconds: 2, megabytes: 500 }));
    const others = await Promise.all(Array.from({ length: 20 }, (_, i) => pool.run('echo', i, limits)));
    expect(others).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(await hang).toMatchObject({ code: 'file.tooSlow' });
  });

  test('an entry that cannot start is told', async () => {
    const broken = openPool({ size: 1, entry: join(folder, 'nothing.ts') });
    expect(await caught(broken.run('echo', { name: 'x' }, limits))).toMatchObject({ code: 'file.crashedReader' });
    await broken.close();
  });

  test('a crash in a used child is tried again in a new one', async () => {
    const own = openPool({ size: 1, extraTasks });
    const first = await own.run<number>('keep', { megabytes: 250 }, limits);
    // 250 + 250 is too much for the old child, not for a new one
    const second = await own.run<number>('keep', { megabytes: 250, name: 'x' }, { seconds: 20, megabytes: 450 });
    expect(second).not.toBe(first);
    await own.close();
  });
});

describe('lifetimes', () => {
  test('a child is replaced after its tasks, or when it stays large', async () => {
    const own = openPool({ size: 1, extraTasks, recycleAfter: 3, recycleMegabytes: 300 });
    const pids: number[] = [];
    for (let i = 0; i < 7; i++) pids.push(await own.run<number>('pid', {}, limits));
    expect(new Set(pids).size).toBe(3);
    const large = await own.run<number>('keep', { megabytes: 400 }, { seconds: 10, megabytes: 900 });
    expect(await own.run<number>('pid', {}, limits)).not.toBe(large);
    expect(await until(() => !alive(large), 5)).toBe(true);
    await own.close();
    expect(pids.filter(alive)).toEqual([]);
  });

  test('stopped while running, and while waiting', async () => {
    const own = openPool({ size: 1, extraTasks });
    const pid = await own.run<number>('pid', {}, limits);
    const running = new AbortController();
    const queued = new AbortController();
    const a = caught(own.run('hang', {}, limits, running.signal));
    const b = caught(own.run('echo', 'b', limits, queued.signal));
    const c = own.run('echo', 'c', limits);
    await delay(100);
    queued.abort();
    running.abort();
    expect(await a).toMatchObject({ name: 'AbortError' });
    expect(await b).toMatchObject({ name: 'AbortError' });
    expect(await c).toBe('c');
    expect(alive(pid)).toBe(false);
    expect(await caught(own.run('echo', 1, limits, AbortSignal.abort()))).toMatchObject({ name: 'AbortError' });
    await own.close();
  });

  test('kinds of task take turns', async () => {
    const own = openPool({ size: 1, extraTasks });
    const order: string[] = [];
    const note = (label: string) => () => order.push(label);
    const all = [
      ...Array.from({ length: 5 }, (_, i) => own.run('sleep', { ms: 5 }, limits).then(note(`sleep${i}`))),
      own.run('echo', 1, limits).then(note('echo')),
    ];
    await Promise.all(all);
    expect(order.indexOf('echo')).toBeLessThanOrEqual(2);
    expect(order.filter((label) => label !== 'echo')).toEqual(['sleep0', 'sleep1', 'sleep2', 'sleep3', 'sleep4']);
    await own.close();
  });

  test('closing stops everything at once and leaves nothing', async () => {
    const own = openPool({ size: 2, extraTasks });
    const pids = await Promise.all([1, 2].map(() => own.run<number>('sleep', { ms: 300 }, limits)));
    const work = [own.run('hang', {}, limits), own.run('hang', {}, limits), own.run('echo', 1, limits)].map(caught);
    await delay(100);
    await own.close();
    for (const outcome of await Promise.all(work)) expect(outcome).toMatchObject({ code: 'worker.stopped' });
    expect(pids.filter(alive)).toEqual([]);
    expect(await caught(own.run('echo', 1, limits))).toMatchObject({ code: 'worker.stopped' });
    await own.close();
  });

  test('no listener is left on a signal, no child on the pool', async () => {
    const controller = new AbortController();
    for (let i = 0; i < 30; i++) await pool.run('echo', i, limits, controller.signal);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    expect(pool.stats().alive).toBeLessThanOrEqual(2);
  });

  const program = (body: string) => {
    const path = join(folder, `parent-${body.length}.ts`);
    const source = createRequire(import.meta.url).resolve('#workers/pool');
    writeFileSync(
      path,
      `import { openPool } from ${JSON.stringify(source)};\nconst pool = openPool({ size: 2, extraTasks: ${JSON.stringify(extraTasks)} });\nconst limits = { seconds: 60, megabytes: 500 };\n${body}`,
    );
    return path;
  };

  test.each(['SIGKILL', 'SIGTERM'] as const)(
    'children end with a parent that gets %s, also from deep inside a loop',
    async (signal) => {
      const note = join(folder, signal);
      const body = `
      const { writeFileSync } = await import('node:fs');
      const pids = await Promise.all([1, 2].map(() => pool.run('sleep', { ms: 300 }, limits)));
      for (const _ of pids) pool.run('hang', {}, limits).catch(() => {});
      setTimeout(() => writeFileSync(${JSON.stringify(note)}, pids.join()), 200);`;
      const parent = spawn(process.execPath, [program(body)], { stdio: 'ignore' });
      const noted = () => (existsSync(note) ? readFileSync(note, 'utf8') : '');
      expect(await until(() => noted() !== '', 15)).toBe(true);
      const pids = noted().split(',').map(Number);
      expect(new Set(pids).size).toBe(2);
      expect(pids.every(alive)).toBe(true);
      parent.kill(signal);
      expect(await until(() => !pids.some(alive), 10)).toBe(true);
    },
    30_000,
  );

  test('a program that forgets to close ends all the same', async () => {
    const parent = spawn(process.execPath, [program(`await pool.run('echo', 1, limits);`)], { stdio: 'ignore' });
    const ended = new Promise((resolve) => parent.on('exit', resolve));
    expect(await Promise.race([ended, new Promise((resolve) => setTimeout(() => resolve('still there'), 10_000))])).toBe(0);
  }, 15_000);
});
