import { describe, expect, test } from 'vitest';
import type { Located, PageReading } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { groupPages, type NamedPage } from '#reading/record/group-pages';
import { pageReading, place, typeOf, types } from '../paper.ts';
import { add, joined, noJoins, orders, type Paper, random } from './shuffles.ts';

const page = (name: string, type: string | null, ...faces: string[]): NamedPage => ({
  name,
  group: null,
  reading: pageReading(type, faces),
});
const land = 'land-certificate-2024';
const land2009 = 'land-certificate-2009';
const book = 'household-register-book';
const grouped = (...pages: NamedPage[]) => groupPages(pages, types).map(({ pages, guess }) => (guess ? [guess, ...pages] : pages));
const scans = (...faces: readonly (string | null)[]) =>
  faces.map((face, index) =>
    page(`scan_${String(index + 1).padStart(4, '0')}.jpg`, face === null ? null : land, ...(face === null ? [] : [face])),
  );

describe('pages become records', () => {
  test('what is said to belong together does, whatever the order', () => {
    const of = (group: string, face: string) => ({ ...page('', land, face), group });
    expect(grouped(of('b', 'back'), of('a', 'front'), of('b', 'front'), of('a', 'back'))).toEqual([
      [2, 0],
      [1, 3],
    ]);
    const fronts = [page('1', land, 'front'), page('2', land, 'front')].map((p) => ({ ...p, group: 'one.pdf' }));
    expect(groupPages(fronts, types).map((g) => g.pages)).toEqual([[0, 1]]);
  });

  test('one after the other, as a feeder that scans both sides gives them', () => {
    expect(grouped(...scans('front', 'back', 'front', 'back'))).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test('all fronts, then all backs: offered as a whole, never sure', () => {
    expect(grouped(...scans('front', 'front', 'back', 'back'))).toEqual([
      ['stacks', 0, 2],
      ['stacks', 1, 3],
    ]);
    expect(grouped(...scans('back', 'back', 'front', 'front'))).toEqual([
      ['stacks', 2, 0],
      ['stacks', 3, 1],
    ]);
  });

  test('a stack that was turned over is known by what the faces have in common', () => {
    const at = (face: string, key: string, commune: string) => ({
      ...page('', land2009, face),
      reading: pageReading(land2009, [face], [place(key, `Thôn 2, xã ${commune}, huyện Krông Ana, tỉnh Đắk Lắk`)]),
    });
    const pages = [
      at('front', 'ownerAddress', 'Ea Kar'),
      at('front', 'ownerAddress', 'Buôn Đôn'),
      at('inside', 'parcelAddress', 'Buôn Đôn'),
      at('inside', 'parcelAddress', 'Ea Kar'),
    ].map((one, index) => ({ ...one, name: `scan ${index}` }));
    expect(grouped(...pages)).toEqual([
      ['turnedStacks', 0, 3],
      ['turnedStacks', 1, 2],
    ]);
  });

  test('where a face is missing nothing is joined that could belong elsewhere; what comes after is sure again', () => {
    expect(grouped(...scans('front', 'back', 'front', 'front', 'back', 'front', 'back'))).toEqual([[0, 1], [2], [3], [4], [5, 6]]);
    expect(grouped(...scans('front', 'back', 'back', 'front', 'back'))).toEqual([[0], [1], [2], [3, 4]]);
  });

  test('the back before its front, a number that is missing, a strange page between: offered', () => {
    expect(grouped(...scans('back', 'front', 'back', 'front'))).toEqual([
      ['backwards', 1, 0],
      ['backwards', 3, 2],
    ]);
    expect(grouped(...scans('back', 'front', 'back'))).toEqual([[0], ['gap', 1, 2]]);
    expect(grouped(page('scan_0001.jpg', land, 'front'), page('scan_0003.jpg', land, 'back'))).toEqual([['gap', 0, 1]]);
    expect(grouped(page('bia.jpg', land, 'front'), page('ruot.jpg', land, 'back'))).toEqual([['gap', 0, 1]]);
    expect(grouped(...scans('front', null, 'back'))).toEqual([['gap', 0, 2], [1]]);
  });

  test('a blank back takes no place', () => {
    const blank = pageReading(null, []);
    const pages = scans('front', null, 'back', null).map((one, index) =>
      index % 2 === 0
        ? one
        : {
            ...one,
            reading: {
              ...blank,
              normalised: {
                ...blank.normalised,
                findings: [{ code: 'page.blank' as const, severity: 'info' as const, params: {}, path: null }],
              },
            },
          },
    );
    expect(grouped(...pages)).toEqual([[0, 2], [1], [3]]);
  });

  test('a file with one of each face is one paper in any order', () => {
    expect(grouped(...scans('back', null, 'front').map((one) => ({ ...one, name: 'gcn.pdf', oneFile: true })))).toEqual([[2, 0], [1]]);
  });

  test('two faces on one sheet: 4 | 1, then 2 | 3', () => {
    const sheet = (name: string, ...faces: string[]) => page(name, land2009, ...faces);
    expect(
      grouped(
        sheet('a3 1', 'changes', 'front'),
        sheet('a3 2', 'inside', 'plan'),
        sheet('a3 3', 'changes', 'front'),
        sheet('a3 4', 'inside', 'plan'),
      ),
    ).toEqual([
      [1, 0],
      [3, 2],
    ]);
  });

  test('a page that only some papers have follows its own; behind several papers it is offered to the last', () => {
    const pages = (...faces: string[]) => faces.map((face, index) => page(`scan_${index + 1}`, land2009, face));
    expect(grouped(...pages('front', 'inside', 'changes', 'front', 'inside'))).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
    expect(grouped(...pages('front', 'front', 'inside', 'inside', 'changes'))).toEqual([['stacks', 0, 2], ['stacks', 1, 3], [4]]);
  });

  test('a cover opens the next book', () => {
    const pages = (...faces: string[]) => faces.map((face, index) => page(`scan_${index + 1}`, book, face));
    expect(grouped(...pages('cover', 'member', 'member', 'cover', 'member'))).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
    expect(grouped(...pages('member', 'member'))).toEqual([['gap', 0, 1]]);
    expect(grouped(...pages('cover', 'cover', 'member', 'member', 'member'))).toEqual([[0], ['last', 1, 2, 3, 4]]);
  });

  test('papers of one page never join, unknown papers stand alone', () => {
    expect(
      grouped(page('1', 'birth-certificate', 'front'), page('2', 'birth-certificate', 'front'), page('3', null), page('4', null)),
    ).toEqual([[0], [1], [2], [3]]);
  });

  test('another kind among the pages of one name is a record of its own; an unknown page stays with its record', () => {
    const x = (type: string | null, ...faces: string[]) => ({ ...page('x', type, ...faces), group: 'x' });
    expect(groupPages([x(land, 'front'), x(null), x('birth-certificate', 'front')], types).map((g) => [g.type?.id, g.pages])).toEqual([
      [land, [0, 1]],
      ['birth-certificate', [2]],
    ]);
  });
});

/** The certificate of 2009 with a back that repeats the serial number. */
const said: RecordType = {
  ...typeOf(land2009),
  faces: typeOf(land2009).faces.map((face) =>
    face.id === 'changes' ? { ...face, says: [{ field: 'serialNumber', labels: ['Số phát hành GCN'] }] } : face,
  ),
};
const front = (serial: string): PageReading => pageReading(land2009, ['front'], [place('serialNumber', serial)]);
const back = (serial: string): PageReading => {
  const reading = pageReading(land2009, ['changes']);
  return {
    ...reading,
    recognised: { codes: [], lines: [{ text: `Số phát hành GCN: ${serial}`, confidence: 95, box: [0, 0, 9, 9], words: [] }] },
  };
};

describe('what both faces say', () => {
  const of = (...readings: PageReading[]) =>
    groupPages(
      readings.map((reading, index) => ({ name: `scan_${index}`, group: null, reading })),
      [said],
    );

  test('the same serial number puts pages together wherever they lie', () => {
    const groups = of(front('BC 702175'), front('BC 702176'), pageReading(land2009, ['inside']), back('BC 702176'), back('BC 702175'));
    expect(groups.map(({ pages, guess }) => [pages, guess])).toEqual([
      [[0, 4], null],
      [[1, 3], null],
      [[2], null],
    ]);
  });

  test('two serial numbers are two papers, whatever names and order say', () => {
    const pages = [front('BC 702175'), back('BC 702176')].map((reading, index) => ({ name: `a-p${index + 1}.jpg`, group: 'a', reading }));
    expect(groupPages(pages, [said]).map(({ pages, apart }) => [pages, apart])).toEqual([
      [[0], []],
      [[1], [{ key: 'serialNumber', one: 'BC 702176', other: 'BC 702175', pages: [1, 0] }]],
    ]);
  });
});

describe('orders in which papers come', () => {
  const draw = random(7);
  const communes = ['Ea Kar', 'Buôn Đôn', 'Krông Pắc', 'Cư M’gar', 'Ea Súp', 'Lắk'];
  const located = (key: string, commune: string): Located =>
    place(key, `Thôn ${Math.ceil(draw() * 9)}, xã ${commune}, huyện Krông Ana, tỉnh Đắk Lắk`);
  const papers = Array.from({ length: 9 }, (_, index): Paper => {
    const commune = communes[Math.floor(draw() * communes.length)] ?? '';
    const further = index % 4 === 3 ? [pageReading(land2009, ['plan'])] : [];
    return {
      id: String(index),
      pages: [
        pageReading(land2009, ['front'], [located('ownerAddress', commune), place('serialNumber', `BC 70${1000 + index}`)]),
        pageReading(land2009, ['inside'], [located('parcelAddress', commune)]),
        ...further,
      ],
    };
  });

  test.each(Object.keys(orders))('%s: nothing is joined from two papers without a person', (order) => {
    const all = noJoins();
    for (let seed = 1; seed <= 200; seed += 1)
      for (const oneFile of [true, false]) {
        const from = Math.floor(random(seed)() * 5);
        add(all, joined(order, papers.slice(from, from + 2 + (seed % 3)), { types, seed, oneFile, other: pageReading(null, []) }));
      }
    if (order !== 'shuffled') expect(all.wrong).toBe(0);
    if (process.env.SHOW) console.log(order, JSON.stringify(all));
  });
});
