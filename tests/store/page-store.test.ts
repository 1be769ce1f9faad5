import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBlob, writeBlob } from '#store/blob';
import { openPageStore } from '#store/page-store';
import { openRenditions } from '#store/renditions';
import { bytesOf } from '#workers/blob';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'so-song-pages-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

test('bytes lie under their hash, once', async () => {
  const store = await openPageStore(folder);
  const sha256 = createHash('sha256').update('một trang').digest('hex');
  expect(await store.put(chunks('một ', 'trang'))).toEqual({ sha256, size: Buffer.byteLength('một trang') });
  expect(await store.put(chunks('một trang'))).toMatchObject({ sha256 });
  expect(readFileSync(store.blob(sha256).path, 'utf8')).toBe('một trang');
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
});

test('a source that breaks off leaves nothing behind', async () => {
  const store = await openPageStore(folder);
  const broken = (async function* () {
    yield Buffer.from('half');
    throw new Error('line cut');
  })();
  await expect(store.put(broken)).rejects.toThrow('line cut');
  expect(readdirSync(folder)).toEqual(['incoming']);
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
});

test('what a crash left half-written goes at the next start', async () => {
  await openPageStore(folder);
  writeFileSync(join(folder, 'incoming', 'half'), 'half');
  await openPageStore(folder);
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
});

test('files that are not there or are folders are said so', async () => {
  const store = await openPageStore(folder);
  await expect(store.putFile(join(folder, 'none.jpg'), 'none.jpg')).rejects.toMatchObject({
    code: 'file.missing',
    params: { name: 'none.jpg' },
  });
  await expect(store.putFile(folder, 'folder')).rejects.toMatchObject({ code: 'file.unreadable' });
});

test('a rendition is kept and found; what cannot be read or kept is not there, and nobody is told', async () => {
  const renditions = openRenditions(join(folder, 'renditions'));
  expect(await renditions.find('abcd')).toBeNull();
  await renditions.keep('abcd', Buffer.from('một ảnh'));
  expect(Buffer.from((await renditions.find('abcd')) ?? []).toString()).toBe('một ảnh');
  await renditions.keep('abcd', Buffer.from('ảnh mới'));
  expect(Buffer.from((await renditions.find('abcd')) ?? []).toString()).toBe('ảnh mới');
  expect(readdirSync(join(folder, 'renditions', 'ab'))).toEqual(['abcd.webp']);
  writeFileSync(join(folder, 'no folder'), 'x');
  const nowhere = openRenditions(join(folder, 'no folder'));
  await nowhere.keep('abcd', Buffer.from('x'));
  expect(await nowhere.find('abcd')).toBeNull();
});

test('a key is never ignored, on either side', async () => {
  const locked = { path: join(folder, 'locked'), key: new Uint8Array(32) };
  writeFileSync(locked.path, 'x');
  await expect(readBlob(locked)).rejects.toThrow('encrypted');
  await expect(writeBlob({ ...locked, path: join(folder, 'new') }, [Buffer.from('x')], { lasting: false })).rejects.toThrow('encrypted');
  await expect(bytesOf(locked, 'x')).rejects.toThrow('encrypted');
  expect(readdirSync(folder)).toEqual(['locked']);
});
