import { describe, expect, test } from 'vitest';
import type { Field } from '#domain/record-type';
import type { Ocr } from '#ports';
import type { Region } from '#reading/page/region';
import { secondPass } from '#reading/page/second-pass';
import { typeOf } from '../paper.ts';
import { type Print, readAs, sheetOf } from '../sheets.ts';

/** What needs no second recognition gets none: an engine that is asked here fails the test. */
const neverAsked: Ocr = {
  recognise: () => Promise.reject(new Error('recognised again')),
  close: () => Promise.resolve(),
};
const type = typeOf('birth-certificate');
const field = (key: string): Field => {
  const found = type.fields.find((one) => one.key === key);
  if (!found) throw new Error(key);
  return found;
};
const line = (text: string, y: number): Print => ({ text, x: 200, y, size: 28 });
const region = (key: string, print: Print, confidence = 95, more: Partial<Region> = {}): Region => ({
  field: field(key),
  table: null,
  row: 0,
  entry: 0,
  spans: [readAs(print)],
  raw: print.text,
  confidence,
  label: '',
  unexplained: null,
  unread: null,
  atEdge: false,
  farFromLabel: false,
  ...more,
});
const passes = async (regions: readonly Region[], prints: readonly Print[], codes: readonly string[] = []) =>
  (await secondPass(neverAsked, sheetOf({ print: prints }), regions, type, codes)).map((one) => one.passes.map(({ how }) => how));

describe('what stands for a second pass', () => {
  test('one of few wordings, read surely, needs none', async () => {
    const print = line('Nữ', 200);
    expect(await passes([region('sex', print, 88)], [print])).toEqual([['first']]);
    await expect(passes([region('sex', print, 87)], [print])).rejects.toThrow('recognised again');
  });

  test('pen in a printed form gets none, and is shown with room around it; what may be pen is read as print', async () => {
    const print = line('92242', 200);
    const written = region('registrationNumber', print, 20);
    const of = async (told: 'pen' | 'unsure' | null) => {
      const ocr: Ocr = { ...neverAsked, recognise: async () => [] };
      const byPen = new Map(told ? [[written, told]] : []);
      const [found] = await secondPass(told === 'pen' ? neverAsked : ocr, sheetOf({ print: [print] }), [written], type, [], byPen);
      return found;
    };
    const [pen, unsure, printed] = [await of('pen'), await of('unsure'), await of(null)];
    expect(pen).toMatchObject({ handwritten: true, mayBePen: false, passes: [{ how: 'first' }] });
    expect(unsure).toMatchObject({ handwritten: false, mayBePen: true });
    expect(printed).toMatchObject({ handwritten: false, mayBePen: false });
    expect(pen?.box[3] ?? 0).toBeGreaterThan((printed?.box[3] ?? 0) + 10);
    expect(unsure?.box).toEqual(printed?.box);
  });

  test('a value that a streak crosses says so', async () => {
    const print = line('Nữ', 200);
    const of = async (streak: readonly [number, number]) => {
      const sheet = { ...sheetOf({ print: [print] }), streaks: [streak] };
      return (await secondPass(neverAsked, sheet, [region('sex', print, 95)], type, []))[0]?.crossed;
    };
    expect(await of([210, 213])).toBe(true);
    expect(await of([500, 503])).toBe(false);
  });

  test('handwriting gets none, whatever was read of it', async () => {
    const print = line('Nguyễn Văn An', 200);
    const written = region('fullName', print, 20, { field: { ...field('fullName'), handwritten: true } });
    expect(await passes([written], [print])).toEqual([['first']]);
  });

  test('a date that its words say again is witnessed; without the words, or read badly, it is not', async () => {
    const [figures, words] = [line('20/02/2010', 200), line('Ngày hai mươi tháng hai năm hai nghìn không trăm mười', 260)];
    const both = (confidence: number) => [
      region('dateOfBirth', figures, confidence),
      region('dateOfBirthInWords', words, 90, { confidence: 90 }),
    ];
    expect(await passes(both(60), [figures, words])).toEqual([
      ['first', 'witness'],
      ['first', 'witness'],
    ]);
    await expect(passes(both(59), [figures, words])).rejects.toThrow('recognised again');
    await expect(passes([region('dateOfBirth', figures)], [figures])).rejects.toThrow('recognised again');
  });

  test('a long text that stands on the page twice is read twice; a short one, or one of another kind, is no twin', async () => {
    const [one, other] = [line('Thôn 7, xã Ea Kao, huyện Krông Ana', 200), line('Thôn 7, xã Ea Kao, huyện Krông Ana', 300)];
    expect(await passes([region('motherAddress', one, 80), region('fatherAddress', other, 92)], [one, other])).toEqual([
      ['first', 'elsewhere'],
      ['first', 'elsewhere'],
    ]);
    await expect(passes([region('motherAddress', one, 79), region('fatherAddress', other, 92)], [one, other])).rejects.toThrow();
    const [short, again] = [line('Xã Ea Kao', 200), line('Xã Ea Kao', 300)];
    await expect(passes([region('motherAddress', short), region('fatherAddress', again)], [short, again])).rejects.toThrow();
  });
});

test('a region without ink has no box and no second pass', async () => {
  const [found] = await secondPass(neverAsked, sheetOf({}), [region('fullName', line('', 0), 0, { spans: [], raw: '' })], type, []);
  expect(found).toMatchObject({ box: [0, 0, 0, 0], raw: '', passes: [{ how: 'first' }] });
});
