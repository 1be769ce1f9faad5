import { readdirSync, readFileSync } from 'node:fs';
import { NamesData, openLexicons, PlaceWordsData } from '#domain/lexicon';
import { openPlaces, PlacesData } from '#domain/place';
import type { Located, PageReading } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import type { ReadContext } from '#reading/context';
import type { ReadLine, ReadWord } from '#reading/page/recognise';
import { parseRecordTypes } from '#reading/record-types';

/** Small data for tests of the pure steps: lines as recognition answers them, page readings, the shipped types and lists. */

export const typeFiles = readdirSync('resources/record-types').map((name) => ({
  path: `resources/record-types/${name}/type.json`,
  json: JSON.parse(readFileSync(`resources/record-types/${name}/type.json`, 'utf8')) as unknown,
}));
export const types = parseRecordTypes(typeFiles).types;

export function typeOf(id: string): RecordType {
  const type = types.find((t) => t.id === id);
  if (!type) throw new Error(`no type ${id}`);
  return type;
}

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
export const context: ReadContext = {
  today: '2026-11-22',
  places: openPlaces(PlacesData.parse(json('resources/places/units.json'))),
  lexicons: openLexicons(
    NamesData.parse(json('resources/lexicons/names.json')),
    PlaceWordsData.parse(json('resources/lexicons/place-words.json')),
  ),
};

/** Letters 20 wide, lines 60 apart, sheet pixels; segments of one row are parted by three spaces or more. */
export function linesOf(text: string, left = 200): readonly ReadLine[] {
  return text.split('\n').flatMap((row, index) => {
    const out: ReadLine[] = [];
    for (const match of row.matchAll(/\S+(?: \S+)*/gu)) out.push(lineAt(match[0], index, left + match.index * 20));
    return out;
  });
}

function lineAt(text: string, row: number, x: number): ReadLine {
  const y = 100 + row * 60;
  const words: ReadWord[] = [];
  for (const match of text.matchAll(/\S+/gu)) {
    const x0 = x + match.index * 20;
    const letters = [...match[0]].map((c, i) => ({ text: c, confidence: 96, x0: x0 + i * 20, x1: x0 + i * 20 + 18 }));
    words.push({ text: match[0], confidence: 96, x0, y0: y, x1: x0 + match[0].length * 20 - 2, y1: y + 30, letters });
  }
  const runs = words.flatMap((word) => word.letters.map((l) => ({ x0: l.x0, x1: l.x1 })));
  return {
    words,
    x0: x,
    x1: x + text.length * 20 - 2,
    top: y - 10,
    bottom: y + 38,
    meanline: y,
    baseline: y + 28,
    coloured: false,
    row,
    cell: null,
    runs,
    dottedZeros: [],
    dotsBelow: [],
  };
}

export function pageReading(recordType: string | null, faces: readonly string[], located: readonly Located[] = []): PageReading {
  return {
    normalised: {
      turn: 0,
      skew: 0,
      quality: {
        width: 2480,
        height: 3508,
        dpi: 300,
        xHeight: 30,
        sharpness: 0.7,
        contrast: 0.8,
        light: 240,
        cut: false,
        blank: false,
        damaged: false,
        streaks: [],
        keystone: 0,
        bent: false,
        negative: false,
        evenness: 1,
      },
      findings: [],
    },
    recognised: { lines: [], codes: [] },
    classified: {
      recordType,
      version: recordType === null ? null : 1,
      face: faces[0] ?? null,
      faces: [...faces],
      score: recordType === null ? 0 : 1,
      evidence: [],
      findings: [],
    },
    located: [...located],
    milliseconds: {},
  };
}

/** A place that nothing speaks against. */
export const unremarkable = {
  unexplained: null,
  crossed: false,
  handwritten: false,
  mayBePen: false,
  unread: null,
  atEdge: false,
  farFromLabel: false,
  dotsBelow: null,
  ink: null,
} as const;

export function place(key: string, ...passes: readonly (string | readonly [string, number])[]): Located {
  const all = passes.map((pass, i) =>
    typeof pass === 'string' ? { text: pass, confidence: 95, how: `pass ${i}` } : { text: pass[0], confidence: pass[1], how: `pass ${i}` },
  );
  const first = all[0] ?? { text: '', confidence: 0, how: '' };
  return {
    key,
    table: null,
    row: 0,
    entry: 0,
    box: [10, 20, 300, 40],
    label: null,
    raw: first.text,
    confidence: first.confidence,
    alternatives: [],
    passes: all,
    ...unremarkable,
  };
}
