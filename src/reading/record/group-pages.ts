import type { PageReading } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { nameFollows } from './file-name.ts';
import { agrees, likeness, ownValues, type Witness, witnessesBetween } from './page-evidence.ts';
import { type GuessedOrder, type PlacedPage, recordsByOrder } from './page-order.ts';

export interface NamedPage {
  readonly name: string;
  /** What a name, a caller or a person says belongs together; null where nothing does. */
  readonly group: string | null;
  /** All pages given are the pages of one file. */
  readonly oneFile?: boolean;
  readonly reading: PageReading;
}

/** A record's pages: indices into the pages given, in reading order; `type` is null for paper of no known kind. */
export interface PageGroup {
  readonly type: RecordType | null;
  readonly pages: readonly number[];
  /** Put together by their order alone, which may mean something else; null: they surely belong together. */
  readonly guess: GuessedOrder | null;
  /** Pages that would have belonged here, but say another value; the first page is this record's. */
  readonly apart: readonly (Witness & { readonly pages: readonly [number, number] })[];
}

/**
 * Which pages make one record. What names or people say belongs together does, unless values on the pages speak against it. Of the others,
 * pages that share a value of one paper alone belong together; then the order decides, where it cannot mean anything else.
 */
export function groupPages(pages: readonly NamedPage[], types: readonly RecordType[]): readonly PageGroup[] {
  const typeOf = pages.map(
    ({ reading: { classified } }) => types.find((type) => type.id === classified.recordType && type.version === classified.version) ?? null,
  );
  const own = pages.map(({ reading }, index) => {
    const type = typeOf[index];
    return type ? ownValues(type, reading) : new Map<string, string>();
  });
  const said = sayings(pages, typeOf).flatMap((group) => withoutStrangers(group, own));
  const rest = pages.flatMap(({ group }, index) => (group === null ? [index] : []));
  const places = placesOf(pages);
  const byOrder = [...Map.groupBy(rest, (index) => typeOf[index] ?? null)].flatMap(([type, indices]) =>
    type === null || indices.every((index) => singlePage(type, pages[index]))
      ? indices.map((index) => ({ type, pages: [index], guess: null, apart: [] }))
      : ordered(type, indices, { pages, places, own }),
  );
  return [...said, ...byOrder]
    .map((group) => ({ ...group, pages: inOrder(group, pages) }))
    .sort((one, other) => Math.min(...one.pages) - Math.min(...other.pages));
}

function singlePage(type: RecordType, page: NamedPage | undefined): boolean {
  const isWhole = type.faces.every(({ id, required }) => !required || page?.reading.classified.faces.includes(id));
  return isWhole && type.faces.length === 1 && !type.faces[0]?.repeats;
}

/** Another kind among the pages of one name is a record of its own; an unknown page stays with the first. */
function sayings(pages: readonly NamedPage[], typeOf: readonly (RecordType | null)[]): readonly PageGroup[] {
  const groups: { key: string; type: RecordType | null; pages: number[] }[] = [];
  pages.forEach(({ group: key }, index) => {
    if (key === null) return;
    const type = typeOf[index] ?? null;
    const found = groups.find((group) => group.key === key && (group.type === type || group.type === null || type === null));
    if (!found) groups.push({ key, type, pages: [index] });
    else {
      found.pages.push(index);
      found.type ??= type;
    }
  });
  return groups.map(({ type, pages }) => ({ type, pages, guess: null, apart: [] }));
}

/** Takes out what says another serial number than the pages before it: two papers, whatever their names. */
function withoutStrangers(group: PageGroup, own: readonly ReadonlyMap<string, string>[]): readonly PageGroup[] {
  const records: { readonly pages: number[]; readonly apart: PageGroup['apart'][number][] }[] = [];
  for (const page of group.pages) {
    const apart: PageGroup['apart'][number][] = [];
    const home = records.find((record) => {
      const against = contradictions(record.pages, page, own);
      apart.push(...against);
      return against.length === 0;
    });
    if (home) home.pages.push(page);
    else records.push({ pages: [page], apart });
  }
  return records.map((record) => ({ ...group, ...record }));
}

function contradictions(
  members: readonly number[],
  page: number,
  own: readonly ReadonlyMap<string, string>[],
): readonly PageGroup['apart'][number][] {
  return members.flatMap((member) =>
    witnessesBetween(own[page] ?? new Map(), own[member] ?? new Map())
      .filter((witness) => !agrees(witness))
      .map((witness) => ({ ...witness, pages: [page, member] as const })),
  );
}

interface Given {
  readonly pages: readonly NamedPage[];
  readonly places: readonly number[];
  readonly own: readonly ReadonlyMap<string, string>[];
}

/** Pages of one type, nothing said about them. */
function ordered(type: RecordType, indices: readonly number[], { pages, places, own }: Given): readonly PageGroup[] {
  const facesOf = (index: number) => pages[index]?.reading.classified.faces ?? [];
  const isOneRecord =
    indices.every((index) => pages[index]?.oneFile) &&
    new Set(indices.flatMap(facesOf)).size === indices.flatMap(facesOf).length &&
    type.faces.every(({ id, required }) => !required || indices.some((index) => facesOf(index).includes(id)));
  const witnessed = isOneRecord ? [[...indices]] : sharing(indices, facesOf, own);
  const left = indices.filter((index) => !witnessed.some((group) => group.includes(index)));
  const placed = left.map((index): PlacedPage => ({ index, faces: new Set(facesOf(index)), place: places[index] ?? 0 }));
  const like = (one: PlacedPage, other: PlacedPage) => {
    const [a, b] = [pages[one.index]?.reading, pages[other.index]?.reading];
    return a && b ? likeness(type, a, b) : null;
  };
  const sure = witnessed.flatMap((group) => withoutStrangers({ type, pages: group, guess: null, apart: [] }, own));
  const guessed = recordsByOrder(placed, type, like).flatMap(({ pages: found, guess }) =>
    withoutStrangers({ type, pages: found.map(({ index }) => index), guess, apart: [] }, own),
  );
  return [...sure, ...guessed].map((group) => (group.pages.length > 1 ? group : { ...group, guess: null }));
}

/** Different faces that say the same value of one paper, two or more together. The same face once more is another scan, or another paper. */
function sharing(
  indices: readonly number[],
  facesOf: (index: number) => readonly string[],
  own: readonly ReadonlyMap<string, string>[],
): readonly number[][] {
  const groups: number[][] = [];
  for (const index of indices) {
    const joined = [index];
    for (const group of [...groups]) {
      const shares = group.some((other) => witnessesBetween(own[index] ?? new Map(), own[other] ?? new Map()).some(agrees));
      const faces = new Set(joined.flatMap(facesOf));
      if (!shares || group.flatMap(facesOf).some((face) => faces.has(face))) continue;
      groups.splice(groups.indexOf(group), 1);
      joined.unshift(...group);
    }
    groups.push(joined);
  }
  return groups.filter((group) => group.length > 1);
}

/** Where each page stands in the order they came: blank backs take no place, a number that is missing among the names takes one. */
function placesOf(pages: readonly NamedPage[]): readonly number[] {
  let place = 0;
  return pages.map(({ name, oneFile, reading }, index) => {
    const before = pages[index - 1];
    if (before && !oneFile && !nameFollows(name, before.name)) place += 1;
    if (!isBlank(reading)) place += 1;
    return place;
  });
}

function isBlank({ normalised }: PageReading): boolean {
  return normalised.findings.some(({ code }) => code === 'page.blank');
}

/** By the face's place in the type, then by the page number in the name, then as given. */
function inOrder(
  group: { readonly type: RecordType | null; readonly pages: readonly number[] },
  pages: readonly NamedPage[],
): readonly number[] {
  const rank = (index: number) => {
    const face = pages[index]?.reading.classified.face ?? null;
    const at = group.type?.faces.findIndex((f) => f.id === face) ?? -1;
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  };
  const number = (index: number) => Number(/-p(\d+)(?:\.[^./\\]+)?$/iu.exec(pages[index]?.name ?? '')?.[1] ?? 0);
  return [...group.pages].sort((a, b) => rank(a) - rank(b) || number(a) - number(b) || a - b);
}
