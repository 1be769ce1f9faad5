/**
 * Adds to package-lock.json the optional platform packages that the registry at hand could not show when the lock was
 * made (a mirror may carry only its own platform). Without their entries `npm ci` refuses the lock everywhere.
 * The versions are exact in the parents' optionalDependencies; os, cpu and libc follow from the packages' names until the
 * registry shows them, with the hash that every entry must have (`tests/architecture/lockfile.test.ts`).
 * Run it after every change of dependencies: `node main/setup/complete-lockfile.mjs`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const systems = {
  darwin: 'darwin',
  linux: 'linux',
  linuxmusl: 'linux',
  win32: 'win32',
  windows: 'win32',
  win: 'win32',
  android: 'android',
  freebsd: 'freebsd',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  sunos: 'sunos',
  aix: 'aix',
  openharmony: 'openharmony',
};
const processors = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];

let added = 0;
for (const [path, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolves(path, name) || !/^\d+\.\d+\.\d+/.test(version)) continue;
    const words = name.split(/[/\-.]/);
    const os = words.map((word) => systems[word]).find(Boolean);
    const cpu = words.map((word) => (word === 'x86' ? 'ia32' : word)).find((word) => processors.includes(word));
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(words.includes('musl') || words.includes('linuxmusl') ? { libc: ['musl'] } : {}),
    };
    added += 1;
  }
}
/** As npm writes an entry. */
const order = ['name', 'version', 'integrity', 'cpu', 'dev', 'libc', 'license', 'optional', 'os', 'engines'];
let hashed = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '' || entry.integrity || entry.link) continue;
  const found = shown(`${entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 13)}@${entry.version}`);
  if (!found) continue;
  const { 'dist.integrity': integrity, license, engines } = found;
  const lists = ['os', 'cpu', 'libc'].filter((name) => found[name]).map((name) => [name, [found[name]].flat()]);
  const complete = { ...entry, integrity, ...(license ? { license } : {}), ...(engines ? { engines } : {}), ...Object.fromEntries(lists) };
  lock.packages[path] = Object.fromEntries(Object.entries(complete).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
  hashed += 1;
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} optional packages added to the lock, ${hashed} given their hash\n`);

/** What the registry says of one package; null where it does not show it. */
function shown(name) {
  const { status, stdout } = spawnSync(
    'npm',
    ['view', name, 'version', 'dist.integrity', 'os', 'cpu', 'libc', 'license', 'engines', '--json'],
    {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    },
  );
  const found = status === 0 && stdout.trim() !== '' ? JSON.parse(stdout) : null;
  return found?.['dist.integrity'] ? found : null;
}

function resolves(path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}
