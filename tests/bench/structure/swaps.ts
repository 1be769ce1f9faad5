import type { NamedPage } from '#reading/record/group-pages';
import type { Random } from '../holdout/random.ts';
import type { WholePage, WholeRecord } from './whole.ts';

/** Faces that come in another order, under another name, or not at all. Nothing on the pages changes: their readings are used again. */
export interface Swap {
  readonly what: string;
  readonly pages: readonly (NamedPage & { readonly record: WholeRecord })[];
}

export function swap(records: readonly WholeRecord[], r: Random): Swap | null {
  const several = records.filter(
    (record) => record.pages.length > 1 && records.some((other) => other !== record && other.pages.length > 1 && isAlike(other, record)),
  );
  if (several.length === 0) return null;
  const first = r.pick(several);
  const same = several.filter((record) => isAlike(record, first) && record !== first);
  const stack = [first];
  while (stack.length < 4 && same.length > 0 && (stack.length < 2 || r.chance(0.5)))
    stack.push(...same.splice(r.whole(0, same.length - 1), 1));
  if (stack.length < 2) return null;
  const fronts = stack.map((record) => record.pages[0] as WholePage);
  const backs = stack.map((record) => record.pages[1] as WholePage);
  const [a, b] = [fronts[0], backs[1]];
  if (!a || !b) return null;
  const numbered = (what: string, faces: readonly WholePage[]): Swap => ({
    what,
    pages: faces.map((face, at) => pageOf(face, `scan-${String(at + 1).padStart(4, '0')}.jpg`)),
  });
  return r.pick<() => Swap>([
    () => numbered('fronts, then backs', [...fronts, ...backs]),
    () => numbered('fronts, then backs from the last', [...fronts, ...[...backs].reverse()]),
    () => numbered('backs, then fronts', [...backs, ...fronts]),
    () =>
      numbered(
        'two neighbours swapped',
        swapped(
          stack.flatMap((record) => [record.pages[0] as WholePage, record.pages[1] as WholePage]),
          r.whole(1, stack.length * 2 - 2),
        ),
      ),
    () =>
      numbered(
        'one back is missing',
        stack.flatMap((record, at) =>
          at === 0 ? [record.pages[0] as WholePage] : [record.pages[0] as WholePage, record.pages[1] as WholePage],
        ),
      ),
    () =>
      numbered(
        'one front is missing',
        stack.flatMap((record, at) =>
          at === 1 ? [record.pages[1] as WholePage] : [record.pages[0] as WholePage, record.pages[1] as WholePage],
        ),
      ),
    () => ({
      what: "another record's back under its name",
      pages: [pageOf(a, 'ho-so-p1.jpg'), pageOf(b, 'ho-so-p2.jpg')],
    }),
  ])();
}

function swapped<T>(faces: readonly T[], at: number): readonly T[] {
  const [a, b] = [faces[at], faces[at + 1]];
  return a && b ? [...faces.slice(0, at), b, a, ...faces.slice(at + 2)] : faces;
}

const pageOf = ({ record, reading }: WholePage, name: string) => ({ record, name, group: null, reading });

const isAlike = (one: WholeRecord, other: WholeRecord) => one.truth.recordType === other.truth.recordType;
