import { expect, test } from 'vitest';
import { filesWith, resolveOwn, specifiers } from './sources.ts';

/** Modules that reach themselves through others, types counted: each is one module in several files, and none can be read alone. */
function circles(imports: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  // Tarjan's strongly connected components.
  const order = new Map<string, number>();
  const open: string[] = [];
  const visit = (at: string): number => {
    order.set(at, order.size);
    let low = order.get(at) ?? 0;
    open.push(at);
    for (const next of imports.get(at) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, order.get(next) ?? 0);
    }
    if (low === order.get(at)) {
      const circle = open.splice(open.indexOf(at));
      if (circle.length > 1 || imports.get(at)?.includes(at)) found.push(circle);
    }
    return low;
  };
  for (const path of imports.keys()) if (!order.has(path)) visit(path);
  return found;
}

test('a circle is found, also through others', () => {
  const imports = (pairs: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(pairs));
  expect(circles(imports({ a: ['b'], b: ['c'], c: [] }))).toEqual([]);
  expect(circles(imports({ a: ['b', 'd'], b: ['c'], c: ['a'], d: ['c'] }))).toEqual([['a', 'b', 'c', 'd']]);
  expect(circles(imports({ a: ['a'] }))).toEqual([['a']]);
});

test('no modules import each other in a circle', () => {
  const sources = filesWith('.ts', '.tsx', '.mjs').filter(({ path }) => /^(?:src|main|renderer)\//.test(path));
  const paths = new Set(sources.map(({ path }) => path));
  const imports = new Map(
    sources.map(({ path, text }) => [
      path,
      specifiers(text)
        .map((specifier) => resolveOwn(path, specifier))
        .flatMap((target) => (target !== null && paths.has(target) ? [target] : [])),
    ]),
  );
  expect(imports.size).toBeGreaterThan(200);
  expect(circles(imports).map((circle) => circle.join(' ⇄ '))).toEqual([]);
});
