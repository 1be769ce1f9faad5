import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { root } from '#tests/architecture/sources';

/** The set-up in a project of one dependency, which lies beside it: npm runs for real, and needs no network. */

let folder: string;
const folders: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bootstrap-'));
  folders.push(folder);
  await mkdir(join(folder, 'main', 'cli'), { recursive: true });
  await mkdir(join(folder, 'tiny'));
  await cp(join(root, 'main', 'bootstrap.mjs'), join(folder, 'main', 'bootstrap.mjs'));
  await cp(join(root, 'main', 'setup'), join(folder, 'main', 'setup'), { recursive: true });
  await writeFile(
    join(folder, 'main', 'cli', 'cli.ts'),
    `
    const [what, ...rest]: readonly string[] = process.argv.slice(2);
    if (what === 'exit') process.exit(Number(rest[0]));
    if (what === 'die') process.kill(process.pid, 'SIGKILL');
    if (what === 'wait') { process.on('SIGTERM', () => { console.log('term'); process.exit(7); }); console.log('waiting'); setInterval(() => undefined, 1000); }
    if (what === 'where') console.log(process.cwd());
    if (what === 'echo') console.log(JSON.stringify({ rest, input: await new Promise((resolve) => process.stdin.once('data', (data) => resolve(String(data)))) }));
  `,
  );
  await writePackage('1.0.0');
});
afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true, force: true, maxRetries: 5 }))));

/** A lock as npm writes it for a package in a folder beside. */
async function writePackage(version: string): Promise<void> {
  const own = { name: 'sample', version: '1.0.0', dependencies: { tiny: 'file:tiny' } };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...own, type: 'module' }));
  await writeFile(join(folder, 'tiny', 'package.json'), JSON.stringify({ name: 'tiny', version }));
  await writeFile(
    join(folder, 'package-lock.json'),
    JSON.stringify({
      name: 'sample',
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: { '': own, 'node_modules/tiny': { resolved: 'tiny', link: true }, tiny: { version } },
    }),
  );
}

interface Ran {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

function run(
  args: readonly string[],
  options: { readonly input?: string; readonly env?: Record<string, string>; readonly cwd?: string } = {},
): Promise<Ran> & { readonly child: ChildProcess } {
  const env = { ...process.env, INIT_CWD: '', npm_config_offline: 'true', ...options.env };
  const child = spawn(process.execPath, [join(folder, 'main', 'bootstrap.mjs'), ...args], { cwd: options.cwd ?? folder, env });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => {
    out += String(data);
  });
  child.stderr.on('data', (data) => {
    err += String(data);
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  return Object.assign(new Promise<Ran>((resolve) => child.on('close', (code, signal) => resolve({ code, signal, out, err }))), { child });
}

describe('bootstrap', () => {
  it('installs what the lock says, then is silent and quick; standard output is the program’s alone', async () => {
    const first = await run(['cli', 'echo', 'a b', '--json', 'hộ'], { input: 'vào' });
    expect(first.err).toContain('Installing dependencies');
    expect([first.code, first.out]).toEqual([0, '{"rest":["a b","--json","hộ"],"input":"vào"}\n']);
    expect(JSON.parse(await readFile(join(folder, 'node_modules', 'tiny', 'package.json'), 'utf8'))).toEqual({
      name: 'tiny',
      version: '1.0.0',
    });
    const began = Date.now();
    const second = await run(['cli', 'echo', 'x'], { input: 'y' });
    expect(second).toMatchObject({ code: 0, out: '{"rest":["x"],"input":"y"}\n', err: '' });
    // Two starts of Node and nothing else; generous, for the machine is shared.
    expect(Date.now() - began).toBeLessThan(3_000);
  });

  it('installs anew when the lock changes, or node_modules goes', async () => {
    await run(['cli']);
    await writePackage('1.0.1');
    expect((await run(['cli'])).err).toContain('Installing');
    expect((await run(['cli'])).err).toBe('');
    await rm(join(folder, 'node_modules'), { recursive: true });
    expect((await run(['cli'])).err).toContain('Installing');
  });

  it('two that start together do not break each other', async () => {
    const ran = await Promise.all([run(['cli', 'exit', '4']), run(['cli', 'exit', '5']), run(['cli', 'exit', '6'])]);
    expect(ran.map(({ code }) => code)).toEqual([4, 5, 6]);
    expect(ran.filter(({ err }) => err.includes('Installing'))).toHaveLength(1);
  });

  it('takes over from a set-up that died, whether its process is gone or something else has its number', async () => {
    const lock = join(folder, '.cache', 'setup.lock');
    await mkdir(join(folder, '.cache'));
    await writeFile(lock, '4194303');
    expect((await run(['cli', 'exit', '3'])).code).toBe(3);
    await rm(join(folder, 'node_modules'), { recursive: true });
    await writeFile(lock, String(process.pid));
    await utimes(lock, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
    expect((await run(['cli', 'exit', '3'])).code).toBe(3);
  });

  it('says in both languages that the set-up failed, with 2', async () => {
    await writeFile(
      join(folder, 'package-lock.json'),
      '{"lockfileVersion":3,"packages":{"":{"dependencies":{"nothing-of-this-name":"1.0.0"}}}}',
    );
    const ran = await run(['cli', 'exit', '0']);
    expect(ran.code).toBe(2);
    expect(ran.out).toBe('');
    expect(ran.err).toContain('Không chuẩn bị được');
    expect(ran.err).toContain('The set-up failed');
  });

  it('passes on exit codes and signals', async () => {
    await run(['cli']);
    expect((await run(['cli', 'exit', '3'])).code).toBe(3);
    if (process.platform === 'win32') return;
    expect((await run(['cli', 'die'])).signal).toBe('SIGKILL');
    const waiting = run(['cli', 'wait']);
    await new Promise((resolve) => waiting.child.stdout?.once('data', resolve));
    waiting.child.kill('SIGTERM');
    expect(await waiting).toMatchObject({ code: 7, out: 'waiting\nterm\n' });
  });

  it('reads the paths that are typed to the CLI from where the person stands', async () => {
    await run(['cli']);
    expect((await run(['cli', 'where'], { env: { INIT_CWD: tmpdir() } })).out.trim()).toBe(tmpdir());
    expect((await run(['cli', 'where'], { env: { INIT_CWD: folder }, cwd: tmpdir() })).out.trim()).toBe(tmpdir());
  });

  it('knows its commands', async () => {
    const ran = await run(['constructor']);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toContain('start|demo|cli|check|test|bench');
  });
});
