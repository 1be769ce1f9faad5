import type { PageReading } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { groupPages, type NamedPage } from '#reading/record/group-pages';

/** Certificates as feeders, stacks and hands give them: every order in which their pages come, and what was made of it. */

/** One paper: its faces in their order. */
export interface Paper {
  readonly id: string;
  readonly pages: readonly PageReading[];
}

interface Sheet {
  readonly paper: string;
  readonly reading: PageReading;
  /** Its number in the names that the scanner wrote. */
  readonly number: number;
}

/** A number from 0 to 1 at every call, the same ones for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Pages = readonly (readonly { readonly paper: string; readonly reading: PageReading }[])[];

const faceOf = (papers: Pages, face: number) => papers.flatMap((pages) => pages[face] ?? []);
const rest = (papers: Pages) => papers.flatMap((pages) => pages.slice(2));

/** `other`: a page of no known kind. */
export const orders: Readonly<Record<string, (papers: Pages, draw: () => number, other: PageReading) => readonly Omit<Sheet, 'number'>[]>> =
  {
    'one after the other': (papers) => papers.flat(),
    'backwards, each back first': (papers) => papers.flatMap((pages) => [...pages].reverse()),
    'all fronts, then all backs': (papers) => [...faceOf(papers, 0), ...faceOf(papers, 1), ...rest(papers)],
    'the stack turned over': (papers) => [...faceOf(papers, 0), ...faceOf(papers, 1).reverse(), ...rest(papers)],
    'all backs, then all fronts': (papers) => [...faceOf(papers, 1), ...faceOf(papers, 0), ...rest(papers)],
    'two stacks': (papers) => {
      const half = Math.ceil(papers.length / 2);
      return [papers.slice(0, half), papers.slice(half)].flatMap((some) => [...faceOf(some, 0), ...faceOf(some, 1), ...rest(some)]);
    },
    'one face missing': (papers, draw) => without(papers.flat(), [draw() * papers.flat().length]),
    'one face missing in the stack': (papers, draw) => {
      const all = [...faceOf(papers, 0), ...faceOf(papers, 1), ...rest(papers)];
      return without(all, [draw() * all.length]);
    },
    'two faces missing, apart': (papers, draw) => {
      const first = Math.floor((draw() * papers.length) / 2);
      const second = first + 2 + Math.floor(draw() * (papers.length - first - 2));
      return papers.flatMap((pages, index) => (index === first ? pages.slice(0, 1) : index === second ? pages.slice(1) : pages));
    },
    'another page between two faces': (papers, draw, other) => {
      const at = Math.floor(draw() * papers.length);
      return papers.flatMap((pages, index) => {
        const [front, ...others] = pages;
        return index === at && front ? [front, { paper: 'other', reading: other }, ...others] : pages;
      });
    },
    'the first paper begins in another box': (papers) => papers.flat().slice(1),
    shuffled: (papers, draw) =>
      papers
        .flat()
        .map((sheet) => ({ sheet, key: draw() }))
        .sort((one, next) => one.key - next.key)
        .map(({ sheet }) => sheet),
  };

function without<T>(all: readonly T[], places: readonly number[]): readonly T[] {
  const gone = new Set(places.map(Math.floor));
  return all.filter((_, index) => !gone.has(index));
}

export interface Joins {
  /** Records of two pages and more, from one paper alone, that need nobody. */
  right: number;
  /** The same, from several papers. */
  wrong: number;
  /** Offered, from one paper alone or from several. */
  offeredRight: number;
  offeredWrong: number;
  /** Papers of several pages of which no two were put together. */
  apart: number;
}

export function noJoins(): Joins {
  return { right: 0, wrong: 0, offeredRight: 0, offeredWrong: 0, apart: 0 };
}

/** What is made of these papers in this order; `oneFile`: as the pages of one PDF, else as numbered pictures. */
export function joined(
  order: string,
  papers: readonly Paper[],
  given: { readonly types: readonly RecordType[]; readonly seed: number; readonly oneFile: boolean; readonly other: PageReading },
): Joins {
  const pages = papers.map((paper) => paper.pages.map((reading) => ({ paper: paper.id, reading })));
  const sheets = orders[order]?.(pages, random(given.seed), given.other) ?? [];
  const named = sheets.map(
    ({ reading }, index): NamedPage => ({
      name: given.oneFile ? 'scan.pdf' : `scan_${String(index + 1).padStart(4, '0')}.jpg`,
      group: null,
      oneFile: given.oneFile,
      reading,
    }),
  );
  const counts = noJoins();
  const together = new Set<string>();
  for (const group of groupPages(named, given.types)) {
    const ids = new Set(group.pages.map((page) => sheets[page]?.paper ?? ''));
    if (group.pages.length < 2) continue;
    const isRight = ids.size === 1;
    if (isRight) for (const id of ids) together.add(id);
    if (group.guess === null) counts[isRight ? 'right' : 'wrong'] += 1;
    else counts[isRight ? 'offeredRight' : 'offeredWrong'] += 1;
  }
  counts.apart = papers.filter(({ id }) => !together.has(id) && sheets.filter(({ paper }) => paper === id).length > 1).length;
  return counts;
}

export function add(all: Joins, more: Joins): void {
  for (const key of Object.keys(all) as (keyof Joins)[]) all[key] += more[key];
}
