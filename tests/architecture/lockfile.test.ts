import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rootFolder } from '#main/open-workstation';

const { packages } = JSON.parse(readFileSync(join(rootFolder, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly resolved?: string }>>;
};
const entries = Object.entries(packages).filter(([path]) => path !== '');

it('every entry of the lock has its hash, so that nobody can put another package in its place', () => {
  expect(entries.length).toBeGreaterThan(300);
  expect(entries.flatMap(([path, { integrity }]) => (/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '') ? [] : [path]))).toEqual([]);
});

it('no entry says where it was fetched from', () => {
  expect(entries.flatMap(([path, { resolved }]) => (resolved === undefined ? [] : [path]))).toEqual([]);
});
