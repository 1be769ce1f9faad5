import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What is made, installed or somebody's own: not in the repository. */
const notOurs = new Set(['node_modules', '.git', '.cache', 'dist', 'out', 'demo-data', 'test-results', 'bench-results', 'so-song-data']);

/** A source file of ours, its path from the root with `/`. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** All files with one of these endings, read once. */
export function filesWith(...endings: readonly string[]): readonly Source[] {
  return walk('')
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

function walk(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : walk(path);
    return entry.isFile() ? [path] : [];
  });
}

/** Text without comments, good enough for finding imports (strings with `//` in them are left alone when in quotes). */
export function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_all, quoted: string | undefined) => quoted ?? '',
  );
}

/** What a file imports or re-exports, types too, as written. */
export function specifiers(text: string): readonly string[] {
  const code = withoutComments(text);
  return [
    ...code.matchAll(/^\s*(?:import|export)\b[^;'"`]*?\bfrom\s*['"]([^'"]+)['"]/gm),
    ...code.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm),
    ...code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g),
  ].map((match) => match[1] ?? '');
}

const folders: Readonly<Record<string, string>> = {
  '#domain': 'src/domain',
  '#contract': 'src/contract',
  '#messages': 'src/messages',
  '#reading': 'src/reading',
  '#store': 'src/store',
  '#core': 'src/core',
  '#engines': 'src/engines',
  '#workers': 'src/workers',
  '#main': 'main',
  '#tests': 'tests',
  '#renderer': 'renderer',
};

/** The file of ours that a specifier means, or null for a package. */
export function resolveOwn(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''));
  if (specifier === '#ports' || specifier === '#children') return `src/${specifier.slice(1)}.ts`;
  const [alias = '', ...rest] = specifier.split('/');
  const folder = folders[alias];
  if (!folder) return null;
  const path = `${folder}/${rest.join('/')}`;
  return /\.(?:tsx?|css)$/.test(path) ? path : `${path}.ts`;
}

/** `zod` of `zod/v4`, `@orpc/client` of `@orpc/client/fetch`, `node` of `node:fs`. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
