import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PageReading } from '#domain/reading';
import { pack, unpack } from '#store/packing';
import { openSealed } from '#store/sealed';
import { sampleFile, unpackSample } from '#tests/bench/scale/sample';

test('any JSON comes back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      // What JSON itself cannot keep is not asked for.
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(unpack(pack('page', plain))).toEqual(plain);
      expect(unpack(pack('record', plain))).toEqual(plain);
    }),
    { numRuns: 300 },
  );
});

test.each([
  [[]],
  [[[]]],
  [[[], []]],
  [{ list: [{}, {}] }],
  [
    [
      [1, 2],
      [3, 4],
      [3, 9],
    ],
  ],
  [
    [
      [1, 2],
      ['a', null],
    ],
  ],
  [[1.5, 1.5, -0.25]],
  [['a\nb', 'c']],
  [['', '', '']],
  [[{ a: [1, 2, 3] }, { a: [] }, { a: [7] }]],
  [
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
  ],
  [{ '~rows': [['a'], 'b'] }],
  [[{ x: { '~steps': [1] } }]],
])('so does %j', (value) => {
  expect(unpack(pack('page', value))).toEqual(value);
  expect(JSON.stringify(unpack(pack('page', value)))).toBe(JSON.stringify(value));
});

test('what the real reader wrote of the samples takes an eighth', () => {
  expect(sampleFile).toBeTruthy();
  const folder = mkdtempSync(join(tmpdir(), 'so-song-packing-'));
  try {
    unpackSample(folder);
    const store = openSealed(join(folder, 'so-song.sqlite'), { readonly: true });
    const packed = (table: string) =>
      store
        .prepare(`SELECT reading FROM ${table}`)
        .pluck()
        .all()
        .map((bytes) => bytes as Buffer);
    const pages = packed('page_reading');
    const records = packed('record_reading');
    store.close();
    expect([pages.length, records.length]).toEqual([19, 11]);
    const [bytes, letters] = [...pages, ...records].reduce(
      ([size, length], one) => [size + one.length, length + Buffer.byteLength(JSON.stringify(unpack(one)))] as const,
      [0, 0] as readonly [number, number],
    );
    expect(letters / bytes).toBeGreaterThan(7.5);
    expect((unpack(pages[0] ?? Buffer.of(0)) as PageReading).recognised.lines.length).toBeGreaterThan(3);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a form that this program does not know is said to be so', () => {
  expect(() => unpack(Buffer.of(9, 1, 2))).toThrow('packing-words-9');
});
