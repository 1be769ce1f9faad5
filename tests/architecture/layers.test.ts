import { describe, expect, it } from 'vitest';
import { filesWith, packageOf, resolveOwn, specifiers } from './sources.ts';

/** What a layer may reach, directly or through others: layers, and packages where they are counted (`null`: any). */
interface Layer {
  readonly layers: readonly string[];
  readonly packages: readonly string[] | null;
}

const neutral = ['zod', '@orpc/contract'];
const layers: Readonly<Record<string, Layer>> = {
  domain: { layers: ['domain'], packages: ['zod'] },
  contract: { layers: ['contract', 'domain'], packages: neutral },
  messages: { layers: ['messages', 'contract', 'domain'], packages: neutral },
  ports: { layers: ['ports', 'domain'], packages: ['zod'] },
  reading: { layers: ['reading', 'ports', 'domain'], packages: ['zod'] },
  store: { layers: ['store', 'ports', 'domain'], packages: ['zod', 'node', 'better-sqlite3'] },
  engines: { layers: ['engines', 'ports', 'domain'], packages: null },
  workers: { layers: ['workers', 'engines', 'reading', 'ports', 'domain'], packages: null },
  core: { layers: ['core', 'store', 'reading', 'ports', 'messages', 'contract', 'domain'], packages: null },
  renderer: { layers: ['renderer', 'messages', 'contract', 'domain'], packages: null },
  main: { layers: ['main', 'core', 'workers', 'engines', 'store', 'reading', 'ports', 'messages', 'contract', 'domain'], packages: null },
};

const files = new Map(filesWith('.ts', '.tsx', '.mjs').map((file) => [file.path, file.text]));
const imports = new Map([...files].map(([path, text]) => [path, specifiers(text)]));

/** `domain` of src/domain/…; null for tests and configuration. */
function layerOf(path: string): string | null {
  if (path === 'src/ports.ts' || path === 'src/children.ts') return 'ports';
  const [first = '', second = ''] = path.split('/');
  if (first === 'src') return second;
  return first === 'main' || first === 'renderer' ? first : null;
}

/** Every file and package that can be reached from here, with the way to it. */
function reach(from: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const open: (readonly string[])[] = [[from]];
  for (let way = open.pop(); way; way = open.pop()) {
    const at = way.at(-1) ?? '';
    for (const specifier of imports.get(at) ?? []) {
      const next = resolveOwn(at, specifier) ?? `package ${packageOf(specifier)}`;
      if (found.has(next)) continue;
      found.set(next, [...way, next]);
      if (imports.has(next)) open.push([...way, next]);
    }
  }
  return found;
}

describe('layers', () => {
  it('are all known', () => {
    const found = new Set([...files.keys()].map(layerOf).filter((layer) => layer !== null));
    expect([...found].filter((layer) => !(layer in layers))).toEqual([]);
  });

  it.each(Object.keys(layers))('%s reaches only what it may', (name) => {
    const allowed = layers[name];
    const wrong: string[] = [];
    for (const path of [...files.keys()].filter((each) => layerOf(each) === name)) {
      for (const [target, way] of reach(path)) {
        const isPackage = target.startsWith('package ');
        const layer = isPackage ? null : layerOf(target);
        const fine = isPackage
          ? (allowed?.packages?.includes(target.slice(8)) ?? true)
          : layer === null
            ? !target.startsWith('tests/')
            : allowed?.layers.includes(layer);
        if (!fine) wrong.push(way.join(' → '));
      }
    }
    expect(wrong).toEqual([]);
  });

  it('the renderer reaches nothing of Node', () => {
    const wrong = [...files.keys()]
      .filter((path) => layerOf(path) === 'renderer' && !path.endsWith('.config.ts'))
      .flatMap((path) => [...reach(path)].filter(([target]) => target === 'package node').map(([, way]) => way.join(' → ')));
    expect(wrong).toEqual([]);
  });

  it('an engine knows no other engine', () => {
    const engineOf = (path: string) => /^src\/engines\/([^/]+)\//.exec(path)?.[1] ?? null;
    const wrong = [...imports].flatMap(([path, list]) =>
      list
        .map((specifier) => resolveOwn(path, specifier))
        .filter((target) => target !== null && engineOf(path) !== null && engineOf(target) !== null && engineOf(target) !== engineOf(path))
        .map((target) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('only main/electron and the packager know Electron', () => {
    const wrong = [...imports].filter(
      ([path, list]) =>
        list.some((specifier) => ['electron', '@electron', '@electron-forge'].includes(specifier.split('/')[0] ?? '')) &&
        !path.startsWith('main/electron/') &&
        path !== 'forge.config.ts' &&
        !path.startsWith('tests/hosts/'),
    );
    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  it('Electron is started, not imported, by the other programs', () => {
    const wrong = [...imports].flatMap(([path, list]) =>
      list
        .map((specifier) => resolveOwn(path, specifier))
        .filter(
          (target) =>
            target?.startsWith('main/electron/') &&
            !path.startsWith('main/electron/') &&
            !path.startsWith('tests/') &&
            path !== 'forge.config.ts',
        )
        .map((target) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});
