import type { RecordType } from '#domain/record-type';

/**
 * What the order of pages says where nothing on them does. A record is sure where its faces lie one after the other, the leading one
 * first, each of them once, and the pages around it leave no other way. Everything else is a guess that a person confirms.
 */

/**
 * Orders that are only guessed. `stacks`: all fronts, then all backs; `turnedStacks`: the backs from the last to the first, as when the
 * stack is turned over; `backwards`: the leading face comes last each time; `gap`: something is missing or lies between; `last`: what
 * follows several records without it belongs to the last one, or to another; `unlike`: nothing that one page says of places is on the other.
 */
export type GuessedOrder = 'stacks' | 'turnedStacks' | 'backwards' | 'gap' | 'last' | 'unlike';

export interface PlacedPage {
  readonly index: number;
  readonly faces: ReadonlySet<string>;
  /** In the order in which pages came; the next page that is not blank has the next one, unless a name shows that one is missing. */
  readonly place: number;
}

export interface OrderedRecord {
  readonly pages: readonly PlacedPage[];
  readonly guess: GuessedOrder | null;
}

/** Pages with the same faces, one after the other. */
type Block = readonly [PlacedPage, ...PlacedPage[]];

/** Of so many records in a row one place may be out of order, and the others are still sure. */
const RECORDS_TO_A_BREAK = 10;

/** How much two pages have in common; null where nothing tells. */
type Likeness = (one: PlacedPage, other: PlacedPage) => number | null;

export function recordsByOrder(pages: readonly PlacedPage[], type: RecordType, likeness: Likeness): readonly OrderedRecord[] {
  const needed = type.faces.filter(({ required }) => required).map(({ id }) => id);
  const repeats = new Set(type.faces.filter((face) => face.repeats).map(({ id }) => id));
  const form: Form = { needed, repeats, leads: ([page]) => needed[0] === undefined || page.faces.has(needed[0]) };
  const forth = walk(blocksOf(pages), form, likeness);
  const [first] = blocksOf(pages);
  if (first === undefined || form.leads(first)) {
    const isInOrder = forth.breaks <= Math.max(1, forth.records.length / RECORDS_TO_A_BREAK);
    return isInOrder ? forth.records : guessed(forth.records, 'gap');
  }
  const back = walk(blocksOf([...pages].reverse()), form, likeness);
  return back.breaks < forth.breaks && back.breaks === 0 ? guessed(back.records, 'backwards') : guessed(forth.records, 'gap');
}

function guessed(records: readonly OrderedRecord[], guess: GuessedOrder): readonly OrderedRecord[] {
  return records.map((record) => ({ ...record, guess: guess === 'backwards' ? guess : (record.guess ?? guess) }));
}

interface Form {
  readonly needed: readonly string[];
  readonly repeats: ReadonlySet<string>;
  readonly leads: (block: Block) => boolean;
}

/** `breaks`: places where pages are left over that make no record. */
function walk(blocks: readonly Block[], form: Form, likeness: Likeness): { readonly records: OrderedRecord[]; readonly breaks: number } {
  const records: OrderedRecord[] = [];
  let breaks = 0;
  let isBroken = false;
  let at = 0;
  for (let block = blocks[0]; block; block = blocks[at]) {
    const set = completeSet(blocks.slice(at), form);
    const isWhole = set.length > 1 && (block.length > 1 || form.leads(block));
    if (isWhole) {
      const own = set.flat();
      records.push(...(block.length > 1 ? stacked(set, likeness) : [{ pages: own, guess: doubtOf(own, likeness) }]));
      at += set.length;
    } else {
      const isLone = form.needed.every((face) => block[0].faces.has(face));
      if (!isLone && !isBroken) breaks += 1;
      const tail = blocks[at + 1];
      const joins = tail !== undefined && isLone && mayFollow(block, tail, form);
      // Pages of a book whose cover is missing may be of one book.
      const isLoose = [...block[0].faces].every((face) => form.repeats.has(face));
      const alone = joins ? block.slice(0, -1) : block;
      records.push(...(isLoose ? [{ pages: block, guess: 'gap' as const }] : alone.map((page) => ({ pages: [page], guess: null }))));
      if (joins) records.push({ pages: [...block.slice(-1), ...tail], guess: 'last' });
      at += joins ? 2 : 1;
    }
    isBroken = !isWhole;
  }
  return { records, breaks };
}

/** Pages that lie one behind the other, the faces in their order: what could still be wrong with them. */
function doubtOf(own: readonly PlacedPage[], likeness: Likeness): GuessedOrder | null {
  const isNext = own.every((page, index) => index === 0 || page.place === (own[index - 1]?.place ?? 0) + 1);
  if (!isNext) return 'gap';
  const [first, ...others] = own;
  return others.some((other) => first !== undefined && likeness(first, other) === 0) ? 'unlike' : null;
}

function blocksOf(pages: readonly PlacedPage[]): readonly Block[] {
  const blocks: [PlacedPage, ...PlacedPage[]][] = [];
  const same = (one: PlacedPage, other: PlacedPage) =>
    one.faces.size === other.faces.size && [...one.faces].every((f) => other.faces.has(f));
  for (const page of pages) {
    const last = blocks.at(-1);
    if (last && same(last[0], page)) last.push(page);
    else blocks.push([page]);
  }
  return blocks;
}

/**
 * The blocks from the first on that make whole records: as long as each other, no face twice, every needed face among them. Pages of a
 * face that repeats may be any number behind one page. Empty where there are none.
 */
function completeSet(blocks: readonly Block[], { needed, repeats }: Form): readonly Block[] {
  const length = blocks[0]?.length ?? 0;
  const seen = new Set<string>();
  let complete = 0;
  for (const [count, block] of blocks.entries()) {
    const faces = [...block[0].faces];
    const isFree = length === 1 && count > 0 && faces.every((face) => repeats.has(face));
    if (faces.some((face) => seen.has(face)) || (block.length !== length && !isFree)) break;
    for (const face of faces) seen.add(face);
    if (needed.every((face) => seen.has(face))) complete = count + 1;
  }
  return blocks.slice(0, complete);
}

/** Pages behind several whole records that a record may have or lack, or have many of. */
function mayFollow(block: Block, tail: Block, { repeats }: Form): boolean {
  const faces = [...tail[0].faces];
  if (faces.some((face) => block[0].faces.has(face))) return false;
  return tail.length === 1 || faces.every((face) => repeats.has(face));
}

function stacked(set: readonly Block[], likeness: Likeness): readonly OrderedRecord[] {
  const [first = [], ...rest] = set;
  const straight = first.map((page, index) => [page, ...rest.flatMap((block) => block[index] ?? [])]);
  // Turned over once for every further pass through the feeder.
  const turned = first.map((page, index) => [
    page,
    ...rest.flatMap((block, pass) => block[pass % 2 === 0 ? block.length - 1 - index : index] ?? []),
  ]);
  const weight = (records: readonly (readonly PlacedPage[])[]) =>
    records.reduce(
      (all, [front, ...others]) => all + others.reduce((sum, other) => sum + (front ? (likeness(front, other) ?? 0) : 0), 0),
      0,
    );
  const isTurned = weight(turned) > weight(straight);
  return (isTurned ? turned : straight).map((pages) => ({ pages, guess: isTurned ? 'turnedStacks' : 'stacks' }));
}
