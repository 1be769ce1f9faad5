import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { components, extended, lettersOf, NULL_LETTER, outputsOf, sourcesOf, vietnameseLetters } from './charset.ts';
import { floated, type Layer, parseNetwork, type Recogniser, type Weights, widened, writeNetwork } from './network.ts';

const shipped = new URL('../../resources/tessdata/', import.meta.url);

describe.each(readdirSync(shipped).filter((name) => name.endsWith('.traineddata.gz')))('%s', (name) => {
  const parts = components(gunzipSync(readFileSync(new URL(name, shipped))));
  const part = (of: string) => parts.get(of) ?? new Uint8Array();
  const charset = new TextDecoder().decode(part('lstm-unicharset'));

  test('is a network and its letters, without dictionaries that pull names to common words', () => {
    expect([...parts.keys()]).toEqual(['lstm', 'lstm-unicharset', 'lstm-recoder', 'version']);
  });

  test('knows every letter of Vietnamese and of highland names', () => {
    const known = new Set(lettersOf(charset));
    expect([...vietnameseLetters, ...'ĭŭŏĕčƀĬŬŎĔČɃỵỴñÑ’'].filter((letter) => !known.has(letter))).toEqual([]);
    expect(new Set(vietnameseLetters).size).toBe(2 * (12 * 6 + 17));
    expect(extended(charset)).toBe(charset);
  });

  test('has a network of as many outputs as its letters have codes, read to its last byte', () => {
    const model = parseNetwork(part('lstm'));
    const codes = outputsOf(charset, part('lstm-recoder'));
    const outputs = [...new Set(codes.values())].sort((a, b) => a - b);
    expect(outputs).toEqual(Array.from({ length: model.network.outputs }, (_, output) => output));
    expect(model.network.children.at(-1)).toMatchObject({ type: 'Softmax', outputs: model.network.outputs });
    expect(model.nullCode).toBe(codes.get(NULL_LETTER));
    expect(Buffer.compare(writeNetwork(model), part('lstm'))).toBe(0);
  });
});

const weights = (rows: number, columns: number): Weights => ({
  mode: 1 + 128,
  rows,
  columns,
  values: Int8Array.from({ length: rows * columns }, (_, k) => ((k * 37) % 255) - 127),
  scales: Float64Array.from({ length: rows + 1 }, (_, k) => 0.01 * (k + 1)),
});
const layer = (type: string, inputs: number, outputs: number, own: Partial<Layer> = {}): Layer => {
  const matrices = own.matrices ?? [];
  const weightCount = [...matrices, ...(own.children ?? []).flatMap((each) => each.matrices)].reduce((sum, m) => sum + m.values.length, 0);
  const none = { sizes: [], matrices, children: [], rates: [] };
  return { type, name: `my ${type}`, training: 0, backward: 1, flags: 128, inputs, outputs, weightCount, ...none, ...own };
};
const gates = Array.from({ length: 4 }, () => weights(3, 6));
const children = [
  layer('Input', 2, 2, { sizes: [1, 36, 0, 2, 0] }),
  layer('LSTM', 2, 3, { sizes: [5], matrices: gates }),
  layer('Softmax', 3, 2, { matrices: [weights(2, 4)] }),
];
const tiny: Recogniser = {
  network: layer('Series', 2, 2, { flags: 128 + 64, children, rates: [0.5, 0.25, 0.125] }),
  spec: '[made up]',
  flags: 65,
  iterations: [7, 8],
  nullCode: 1,
  adamBeta: 0.5,
  rate: 0.25,
  momentum: 0.75,
};

test('a network of bytes becomes one of numbers, both as they are written', () => {
  expect(parseNetwork(writeNetwork(tiny))).toEqual(tiny);
  const float = floated(tiny);
  expect(parseNetwork(writeNetwork(float))).toEqual(float);
  expect(float.flags).toBe(64);
  // Second row, second column: the sixth byte by the second scale.
  expect(float.network.children.at(-1)?.matrices[0]?.values[5]).toBeCloseTo((((5 * 37) % 255) - 127) * 0.02, 12);
});

test('what is cut off or too long is no network', () => {
  const bytes = writeNetwork(tiny);
  expect(() => parseNetwork(bytes.subarray(0, -1))).toThrow('cut off');
  expect(() => parseNetwork(Buffer.concat([bytes, Buffer.alloc(1)]))).toThrow('1 bytes behind');
});

test('new letters start from what they look like, a little less likely', () => {
  const old = new Map([
    ['ĩ', 0],
    [NULL_LETTER, 1],
  ]);
  const next = new Map([
    [NULL_LETTER, 2],
    ['ĩ', 0],
    ['ĭ', 1],
  ]);
  const float = floated(tiny);
  const wide = parseNetwork(writeNetwork(widened(float, sourcesOf(old, next), 2)));
  const before = [...(float.network.children.at(-1)?.matrices[0]?.values ?? [])];
  const [a = 0, b = 0, c = 0, bias = 0] = before;
  expect([...(wide.network.children.at(-1)?.matrices[0]?.values ?? [])]).toEqual([a, b, c, bias, a, b, c, bias - 1.5, ...before.slice(4)]);
  expect(wide.network).toMatchObject({ outputs: 3, weightCount: float.network.weightCount + 4 });
  expect(wide.nullCode).toBe(2);
  expect(() => sourcesOf(old, new Map([['ж', 0]]))).toThrow('nothing looks like ж');
});

test('letters are added behind those that a charset has', () => {
  const own = '2\nNULL 0 Common 0\ny 3 0,255,0,255,0,0,0,0,0,0 Latin 1 0 1 y\t# y [79 ]a\n';
  const more = extended(own);
  const letters = lettersOf(more);
  expect(letters.slice(0, 2)).toEqual(['NULL', 'y']);
  expect(Number(more.split('\n')[0])).toBe(letters.length);
  const id = (letter: string) => letters.indexOf(letter);
  expect(more).toContain(`\nĕ 3 0,255,0,255,0,0,0,0,0,0 Latin ${id('Ĕ')} 0 ${id('ĕ')} ĕ\t# ĕ [115 ]a\n`);
  expect(more).toContain(`\n’ 10 0,255,0,255,0,0,0,0,0,0 Common ${id('’')} 10 ${id('’')} ’\t# ’ [2019 ]p\n`);
});
