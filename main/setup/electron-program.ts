import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './steps.ts';

/** The folder that Electron is started with; in the package it has the same path. */
export const electronFolder = join(root, '.cache', 'electron');
const stamp = join(electronFolder, 'sources.sha256');
const sources = ['main', 'src/contract', 'src/domain', 'src/messages', 'package-lock.json'];

/**
 * Electron runs no TypeScript, and a sandboxed preload may be one CommonJS file only: both are bundled by plain Vite. Does nothing
 * when the sources are those of the last time.
 */
export async function buildElectronProgram(): Promise<void> {
  const wanted = sources.reduce(addTo, createHash('sha256')).digest('hex');
  if (existsSync(join(electronFolder, 'main.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await bundle('main', 'es', 'main.js');
  await bundle('preload', 'cjs', 'preload.cjs');
  mkdirSync(electronFolder, { recursive: true });
  writeFileSync(
    join(electronFolder, 'package.json'),
    JSON.stringify({ name: 'so-song', productName: 'Sổ Sống', type: 'module', main: 'main.js' }),
  );
  writeFileSync(stamp, wanted);
}

function bundle(name: 'main' | 'preload', format: 'es' | 'cjs', file: string): Promise<unknown> {
  return build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: join(root, 'main', 'electron', `${name}.ts`),
      outDir: electronFolder,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: { external: ['electron', /^node:/], output: { format, entryFileNames: file, codeSplitting: false } },
    },
  });
}

function addTo(hash: ReturnType<typeof createHash>, path: string): ReturnType<typeof createHash> {
  const full = join(root, path);
  if (path.includes('.')) return hash.update(`${path}\0`).update(readFileSync(full));
  return readdirSync(full, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .reduce(
      (sum, entry) =>
        entry.isDirectory()
          ? addTo(sum, `${path}/${entry.name}`)
          : sum.update(`${path}/${entry.name}\0`).update(readFileSync(join(full, entry.name))),
      hash,
    );
}
