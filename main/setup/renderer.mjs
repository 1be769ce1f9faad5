import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedNode } from './dependencies.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { step } from './pass-through.mjs';
import { root } from './root.mjs';

const stamp = join(root, '.cache', 'renderer.stamp');
const sources = [
  'renderer',
  'src/domain',
  'src/contract',
  'src/messages',
  'main/setup/third-party.ts',
  'resources/licenses',
  'resources/places/NOTICE.md',
  'resources/tessdata/NOTICE.md',
  'vite.config.ts',
  'package-lock.json',
];

/** Builds renderer/dist when it is missing or made from other sources than those that are there. */
export async function ensureRenderer() {
  if (isBuilt()) return;
  await oneAtATime(async () => {
    if (isBuilt()) return;
    process.stderr.write('Đang dựng giao diện… / Building the interface…\n');
    rmSync(stamp, { force: true });
    const made = sourcesHash();
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    await step('vite build', pinnedNode(), [vite, 'build', '--logLevel', 'warn'], { cwd: root });
    mkdirSync(join(root, '.cache'), { recursive: true });
    writeFileSync(stamp, made);
  });
}

function isBuilt() {
  try {
    return existsSync(join(root, 'renderer', 'dist', 'index.html')) && readFileSync(stamp, 'utf8') === sourcesHash();
  } catch {
    return false;
  }
}

function sourcesHash() {
  const hash = createHash('sha256');
  for (const path of sources) addTo(hash, path);
  return hash.digest('hex');
}

function addTo(hash, path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  let names;
  try {
    names = readdirSync(full);
  } catch {
    hash.update(`${path}\0`).update(readFileSync(full));
    return;
  }
  for (const name of names.sort()) if (!(path === 'renderer' && name === 'dist')) addTo(hash, `${path}/${name}`);
}
