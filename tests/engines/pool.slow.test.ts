// Long, because a child can go wrong in many ways, and none of them may cost more than its own task.
import { spawn } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { type Children, type Limits, taskLimits } from '#children';
import { ProblemError, problem } from '#domain/problem';
import { wasmFlags } from '#engines/child-process';
import type { StoredBlob } from '#ports';
import { openPool, type PoolOptions } from '#workers/pool';
import { tasks } from '#workers/tasks';
import { type PoolTasks, poolLimits } from './pool-tasks.ts';

const extraTasks = fileURLToPath(new URL('./pool-tasks.ts', import.meta.url));
const open = (options: PoolOptions, limits: Readonly<Partial<Record<keyof PoolTasks, Limits>>> = {}) =>
  openPool<PoolTasks>({ extraTasks, ...options, limits: { ...poolLimits, ...limits } });
const folder = mkdtempSync(join(tmpdir(), 'pool-'));
const pool = open({ size: 2 });
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
    const back = (await pool.run('echo', input)) as typeof input;
    expect(back.bytes.length).toBe(20_000_000);
    expect(back.bytes[19_999_999]).toBe(7);
    expect([back.at, back.none, back.map.get(1)]).toEqual([new Date(0), null, 'một']);
  });

  test('a problem arrives with its code and parameters, a bug as an error', async () => {
    const told = await caught(pool.run('problem', null));
    expect(told).toBeInstanceOf(ProblemError);
    expect(told).toMatchObject({ code: 'file.tooLarge', params: { name: 'a.png', megapixels: 900 } });
    const bug = await caught(pool.run('bug', null));
    expect(bug).not.toBeInstanceOf(ProblemError);
    expect(bug).toMatchObject({ name: 'TypeError', message: 'a bug' });
    expect(await caught(pool.run('no such' as 'echo', null))).toMatchObject({ message: 'no limits for a task called no such' });
  });

  test('a task that is named wrongly or given something else does not compile', () => {
    const picture: StoredBlob = { path: 'a', key: null };
    const never = (children: Children) => [
      // @ts-expect-error a path alone does not say how the picture is opened
      children.run('readPage', { picture: 'a', name: 'a', page: 0, types: [] }),
      // @ts-expect-error no such task
      children.run('readPges', { picture, name: 'a', page: 0, types: [] }),
      // @ts-expect-error a page is a number
      children.run('readPage', { picture, name: 'a', page: 'first', types: [] }),
      // @ts-expect-error what the task needs is missing
      children.run('rendition', { blob: picture, name: 'a', page: 0 }),
      // @ts-expect-error a rendition has bytes, and no text
      children.run('rendition', { blob: picture, name: 'a', page: 0, format: 'webp' }).then(({ text }) => text),
    ];
    expect(never).toBeTypeOf('function');
    // At run time too: what is sent without limits would have none.
    expect(Object.keys(taskLimits).sort()).toEqual(Object.keys(tasks).sort());
  });

  test('children can neither write nor start programs', async () => {
    const path = join(folder, 'written');
    expect(await caught(pool.run('write', { path }))).toMatchObject({ message: expect.stringMatching(/restricted/) });
    expect(await caught(pool.run('program', null))).toMatchObject({ message: expect.stringMatching(/restricted/) });
    expect(existsSync(path)).toBe(false);
  });

  test('children step back for the window and are given no secrets', async () => {
    process.env.SO_SONG_TEST_SECRET = 'x';
    expect(await pool.run('environment', null)).not.toContain('SO_SONG_TEST_SECRET');
    expect(await pool.run('nice', null)).toBeGreaterThan(0);
  });

  test('those that make pictures for people do not step back', async () => {
    const own = open({ size: 1, background: false });
    try {
      expect(await own.run('nice', null)).toBe(getPriority());
    } finally {
      await own.close();
    }
  });

  test('V8 never replaces the bridge from WebAssembly in them, which has ended processes', async () => {
    expect(await pool.run('flags', null)).toEqual(expect.arrayContaining([...wasmFlags]));
    expect(wasmFlags.map((flag) => flag.split('=')[0])).toEqual(['--wasm-wrapper-tiering-budget', '--wasm-tiering-budget']);
  });
});

describe('what goes wrong costs one task', () => {
  test.each([
    ['exit', 'file.crashedReader'],
    ['abort', 'file.crashedReader'],
    ['unhandled', 'file.crashedReader'],
    ['grow', 'file.tooMuchMemory'],
    ['giant', 'file.tooMuchMemory'],
  ] as const)(
    '%s → %s',
    async (task, code) => {
      expect(await caught(pool.run(task, { name: 'sổ.tif' }))).toMatchObject({ code, params: { name: 'sổ.tif' } });
      expect(await pool.run('echo', 1)).toBe(1);
    },
    90_000,
  );

  test('heap → file.tooMuchMemory', async () => {
    // A small heap is full sooner.
    const own = open({ size: 1, heapMegabytes: 128 });
    expect(await caught(own.run('heap', { name: 'sổ.tif' }))).toMatchObject({ code: 'file.tooMuchMemory', params: { name: 'sổ.tif' } });
    expect(await own.run('echo', 1)).toBe(1);
    await own.close();
  }, 90_000);

  test('memory is stopped near its limit, even while the main thread is busy', async () => {
    const own = open({ size: 1 }, { grow: { seconds: 20, megabytes: 300 } });
    await caught(own.run('grow', { name: 'x' }));
    expect(own.stats().peakMegabytes).toBeGreaterThan(290);
    expect(own.stats().peakMegabytes).toBeLessThan(600);
    await own.close();
  });

  test('a hang ends at its time', async () => {
    const begun = Date.now();
    const own = open({ size: 1 }, { hang: { seconds: 1, megabytes: 500 } });
    expect(await caught(own.run('hang', { name: 'x.pdf' }))).toMatchObject({
      code: 'file.tooSlow',
      params: { name: 'x.pdf', seconds: 1 },
    });
    expect(Date.now() - begun).toBeLessThan(60_000);
    expect(await own.run('echo', 2)).toBe(2);
    await own.close();
  });

  test('a busy PC takes nothing of the time that a task may compute', async () => {
    const own = open({ size: 1 }, { compute: { seconds: 1, megabytes: 500 } });
    await own.run('echo', 'warm');
    const others = Array.from({ length: 4 * availableParallelism() }, () =>
      spawn(process.execPath, ['-e', 'os.setPriority(10); for (;;);']),
    );
    const begun = Date.now();
    try {
      await own.run('compute', { name: 'x', ms: 600 });
    } finally {
      for (const other of others) other.kill('SIGKILL');
    }
    // By the clock it was long over its limit.
    expect(Date.now() - begun).toBeGreaterThan(1_250);
    expect(await caught(own.run('compute', { name: 'x', ms: 60_000 }))).toMatchObject({ code: 'file.tooSlow' });
    await own.close();
  });

  test('other tasks go on beside it', async () => {
    const own = open({ size: 2 }, { hang: { seconds: 1, megabytes: 500 } });
    const hang = caught(own.run('hang', { name: 'x' }));
    const others = await Promise.all(Array.from({ length: 20 }, (_, i) => own.run('echo', i)));
    expect(others).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(await hang).toMatchObject({ code: 'file.tooSlow' });
    await own.close();
  });

  test('an entry that cannot start is told', async () => {
    const broken = open({ size: 1, entry: join(folder, 'nothing.ts') });
    expect(await caught(broken.run('echo', { name: 'x' }))).toMatchObject({ code: 'file.crashedReader' });
    await broken.close();
  });

  test('a crash in a used child is tried again in a new one', async () => {
    const own = open({ size: 1 }, { keep: { seconds: 20, megabytes: 450 } });
    const first = await own.run('keep', { megabytes: 250 });
    // 250 + 250 is too much for the old child, not for a new one
    const second = await own.run('keep', { megabytes: 250, name: 'x' });
    expect(second).not.toBe(first);
    await own.close();
  });
});

describe('parts', () => {
  const numbers = (to: number) => Array.from({ length: to }, (_, number) => number);

  test('come one at a time and in order, and the answer after the last has been taken', async () => {
    const taken: number[] = [];
    let inHand = 0;
    const take = async ({ number }: { readonly number: number }) => {
      expect(++inHand).toBe(1);
      await delay(5);
      taken.push(number);
      inHand--;
    };
    expect(await pool.stream('count', { name: 'x', to: 30 }, take)).toBe(30);
    expect(taken).toEqual(numbers(30));
    expect(await pool.stream('count', { name: 'x', to: 0 }, take)).toBe(0);
  });

  test('wait in the child while one is taken: they do not pile up', async () => {
    const made: number[] = [];
    let released = 0;
    await pool.stream('count', { name: 'x', to: 6 }, async (part) => {
      made.push(part.made);
      if (part.number > 0) return;
      await delay(400);
      released = Date.now();
    });
    // One is made ready while the first is taken, the others only after it.
    expect(made[1]).toBeLessThan(released);
    expect(made.slice(2).every((at) => at >= released)).toBe(true);
  });

  test('have the time limit each, and none while they are taken', async () => {
    const own = open({ size: 1 }, { count: { seconds: 1, megabytes: 500 } });
    await own.run('echo', 'warm');
    const seen: number[] = [];
    // 8 × 0.2 s computed in the child, 1.2 s by the clock for one of them outside.
    const slow = async ({ number }: { readonly number: number }) => {
      if (number === 3) await delay(1_200);
      seen.push(number);
    };
    expect(await own.stream('count', { name: 'x', to: 8, slow: 200 }, slow)).toBe(8);
    expect(seen).toEqual(numbers(8));
    const hung = await caught(own.stream('count', { name: 'x.pdf', to: 9, at: 4, end: 'hang' }, slow));
    expect(hung).toMatchObject({ code: 'file.tooSlow', params: { name: 'x.pdf', seconds: 1 } });
    expect(seen.slice(8)).toEqual(numbers(4));
    await own.close();
  });

  test('that were taken stay taken when the child ends, and none comes twice', async () => {
    for (const [end, code] of [
      ['exit', 'file.crashedReader'],
      // Its line is closed before it ends: the next part is asked for in vain.
      ['leave', 'file.crashedReader'],
      ['fail', 'pdf.damaged'],
    ] as const) {
      const own = open({ size: 1 });
      // One task before it: a used child, in which a task without parts would be tried once more.
      await own.run('echo', 1);
      const seen: number[] = [];
      let taking = false;
      const outcome = await caught(
        own.stream('count', { name: 'x', to: 9, at: 4, end }, async ({ number }) => {
          taking = true;
          await delay(60);
          seen.push(number);
          taking = false;
        }),
      );
      expect(outcome).toMatchObject({ code });
      // It was over only when the last part had been taken.
      expect(taking).toBe(false);
      // `exit` and `leave` may lose the part that was on its way.
      expect([numbers(3), numbers(4)]).toContainEqual(seen);
      await own.close();
    }
  });

  test('that cannot be taken end the task; so does its signal', async () => {
    const full = await caught(
      pool.stream('count', { name: 'x', to: 9 }, async ({ number }) => {
        if (number === 2) throw problem('disk.full', {});
      }),
    );
    expect(full).toMatchObject({ code: 'disk.full' });
    const stop = new AbortController();
    const seen: number[] = [];
    const stopped = await caught(
      pool.stream(
        'count',
        { name: 'x', to: 1000, slow: 5 },
        async ({ number }) => {
          seen.push(number);
          if (number === 3) stop.abort();
        },
        stop.signal,
      ),
    );
    expect(stopped).toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual(numbers(4));
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
    expect(await pool.run('echo', 'still there')).toBe('still there');
  });
});

describe('lifetimes', () => {
  test('a child is replaced after its tasks, or when it stays large', async () => {
    const own = open({ size: 1, recycleAfter: 3, recycleMegabytes: 300 }, { keep: { seconds: 10, megabytes: 900 } });
    const pids: number[] = [];
    for (let i = 0; i < 7; i++) pids.push(await own.run('pid', null));
    expect(new Set(pids).size).toBe(3);
    const large = await own.run('keep', { megabytes: 400 });
    expect(await own.run('pid', null)).not.toBe(large);
    expect(await until(() => !alive(large), 5)).toBe(true);
    await own.close();
    expect(pids.filter(alive)).toEqual([]);
  });

  test('stopped while running, and while waiting', async () => {
    const own = open({ size: 1 });
    const pid = await own.run('pid', null);
    const running = new AbortController();
    const queued = new AbortController();
    const a = caught(own.run('hang', { name: 'x' }, running.signal));
    const b = caught(own.run('echo', 'b', queued.signal));
    const c = own.run('echo', 'c');
    await delay(100);
    queued.abort();
    running.abort();
    expect(await a).toMatchObject({ name: 'AbortError' });
    expect(await b).toMatchObject({ name: 'AbortError' });
    expect(await c).toBe('c');
    expect(alive(pid)).toBe(false);
    expect(await caught(own.run('echo', 1, AbortSignal.abort()))).toMatchObject({ name: 'AbortError' });
    await own.close();
  });

  test('kinds of task take turns', async () => {
    const own = open({ size: 1 });
    const order: string[] = [];
    const note = (label: string) => () => order.push(label);
    const all = [
      ...Array.from({ length: 5 }, (_, i) => own.run('sleep', { ms: 5 }).then(note(`sleep${i}`))),
      own.run('echo', 1).then(note('echo')),
    ];
    await Promise.all(all);
    expect(order.indexOf('echo')).toBeLessThanOrEqual(2);
    expect(order.filter((label) => label !== 'echo')).toEqual(['sleep0', 'sleep1', 'sleep2', 'sleep3', 'sleep4']);
    await own.close();
  });

  test('closing stops everything at once and leaves nothing', async () => {
    const own = open({ size: 2 });
    const pids = await Promise.all([1, 2].map(() => own.run('sleep', { ms: 300 })));
    const work = [own.run('hang', { name: 'x' }), own.run('hang', { name: 'x' }), own.run('echo', 1)].map(caught);
    await delay(100);
    await own.close();
    for (const outcome of await Promise.all(work)) expect(outcome).toMatchObject({ code: 'worker.stopped' });
    expect(pids.filter(alive)).toEqual([]);
    expect(await caught(own.run('echo', 1))).toMatchObject({ code: 'worker.stopped' });
    await own.close();
  });

  test('no listener is left on a signal, no child on the pool', async () => {
    const controller = new AbortController();
    for (let i = 0; i < 30; i++) await pool.run('echo', i, controller.signal);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    expect(pool.stats().alive).toBeLessThanOrEqual(2);
  });

  const programLimits = Object.fromEntries(Object.keys(poolLimits).map((task) => [task, { seconds: 60, megabytes: 500 }]));
  const program = (body: string) => {
    const path = join(folder, `parent-${body.length}.ts`);
    const source = createRequire(import.meta.url).resolve('#workers/pool');
    writeFileSync(
      path,
      `import { openPool } from ${JSON.stringify(source)};\nconst pool = openPool({ size: 2, extraTasks: ${JSON.stringify(extraTasks)}, limits: ${JSON.stringify(programLimits)} });\n${body}`,
    );
    return path;
  };

  test.each(['SIGKILL', 'SIGTERM'] as const)(
    'children end with a parent that gets %s, also from deep inside a loop',
    async (signal) => {
      const note = join(folder, signal);
      const body = `
      const { writeFileSync } = await import('node:fs');
      const pids = await Promise.all([1, 2].map(() => pool.run('sleep', { ms: 300 })));
      for (const _ of pids) pool.run('hang', { name: 'x' }).catch(() => {});
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
    const parent = spawn(process.execPath, [program(`await pool.run('echo', 1);`)], { stdio: 'ignore' });
    const ended = new Promise((resolve) => parent.on('exit', resolve));
    expect(await Promise.race([ended, new Promise((resolve) => setTimeout(() => resolve('still there'), 10_000))])).toBe(0);
  }, 15_000);
});
