import type { Block, Field, RecordType } from '#domain/record-type';
import { byPosition, type PrintedLabel, startWithNumber } from './labels.ts';
import type { Row } from './rows.ts';

/** Blocks of a face: who begins where, and which labels are his. Nothing is taken from another block. */

/** A field of a face and one of the places where its value may stand (`at` is the field with that place). */
export interface PlaceOfField {
  readonly field: Field;
  readonly at: Field;
  readonly table: string | null;
}

/** A block of the type with its fields' places on this face, the one that begins it first. */
export interface BlockOfFace {
  readonly block: Block;
  readonly places: readonly PlaceOfField[];
}

export interface FoundBlock {
  /** Null for one that the type has no room for: it ends the block before it all the same. */
  readonly block: BlockOfFace | null;
  readonly label: PrintedLabel;
  /** Begun inside another one, which goes on around it. */
  readonly inside: boolean;
  /** Row of the block's table, counted on this page. */
  readonly row: number;
}

export function fieldsOf(type: RecordType, block: Block): readonly Field[] {
  const table = type.tables.find(({ key }) => key === block.table);
  return table ? table.columns : block.fields.flatMap((key) => type.fields.find((field) => field.key === key) ?? []);
}

/** What begins a person's or an organisation's block on whatever paper. */
const anyHead = /^\W*(?:(?:và|hộ|cùng)\s)?(?:ông|bà|tổ chức)\s?:/iu;

/** From the top of the page; one that no label of the face begins is somebody else's. */
export function blocksOn(labels: readonly PrintedLabel[], blocks: readonly BlockOfFace[], rows: readonly Row[]): readonly FoundBlock[] {
  const out: FoundBlock[] = [];
  const foreign = new Set(rows.flatMap((row) => foreignHead(row, labels) ?? []));
  for (const label of [...labels, ...foreign].sort(byPosition)) {
    const called = blocks.filter(({ places: [head] }) => head?.at.printed.labels.includes(label.text));
    if (foreign.has(label)) out.push({ block: null, label, inside: false, row: 0 });
    if (called.length === 0 || foreign.has(label)) continue;
    const [free] = called.filter(({ block }) => block.table !== null || !out.some((one) => one.block?.block === block));
    const inside = called.some(({ block }) => block.inside.includes(label.text));
    // The first of its name may stand anywhere; after it, what looks like a label within a line is part of a value.
    if (!inside && !atLeftEdge(label, rows) && free !== called[0]) continue;
    const row = out.filter((one) => free?.block.table != null && one.block === free).length;
    out.push({ block: free ?? null, label, inside: inside && out.length > 0, row });
  }
  return out;
}

function foreignHead({ index, text }: Row, labels: readonly PrintedLabel[]): PrintedLabel | null {
  const [head] = anyHead.exec(text) ?? [];
  return head === undefined || labels.some(({ row, start }) => row === index && start < head.length)
    ? null
    : { row: index, start: 0, end: head.length, text: head, cost: 0 };
}

/** A block without room in the type ends at the next one, at a numbered item of the form, or with so many rows. */
const MOST_ROWS = 5;

/** The label is that of a block for which the type has no room: it leads to nobody's value. */
export function isForeign(
  label: PrintedLabel,
  found: readonly FoundBlock[],
  labels: readonly PrintedLabel[],
  rows: readonly Row[],
): boolean {
  const one = found.findLast(({ label: head }) => byPosition(head, label) <= 0);
  if (!one || one.block !== null || one.label === label) return false;
  const below = rows.filter(({ index }) => index > one.label.row && index <= label.row);
  const isItem = (row: Row) => labels.some(({ row: at, start }) => at === row.index && start > 0 && startWithNumber(row, start) === 0);
  return below.length <= MOST_ROWS && !below.some(isItem);
}

/** With its colon, at the left end of its row. */
function atLeftEdge({ row: at, start, end, text }: PrintedLabel, rows: readonly Row[]): boolean {
  const row = rows.find(({ index }) => index === at);
  return row !== undefined && startWithNumber(row, start) === 0 && (text.endsWith(':') || /^\s?:/u.test(row.text.slice(end)));
}

/**
 * The labels of each block: all up to where the next one begins. A shared one inside another block is that one's while it has none of its
 * own (an address after both names).
 */
export function labelsByBlock(
  found: readonly FoundBlock[],
  labels: readonly PrintedLabel[],
): ReadonlyMap<FoundBlock, readonly PrintedLabel[]> {
  const out = new Map<FoundBlock, PrintedLabel[]>(found.map((one) => [one, []]));
  for (const label of [...labels].sort(byPosition)) {
    const at = found.findLastIndex((one) => byPosition(one.label, label) <= 0);
    const one = found[at];
    if (!one) continue;
    const outer = one.inside ? found.slice(0, at).findLast(({ inside }) => !inside) : undefined;
    const wanted = outer && isShared(label, one) && !out.get(outer)?.some(({ text }) => isSameField(text, label.text, outer));
    out.get(wanted ? outer : one)?.push(label);
  }
  return out;
}

function isShared({ text }: PrintedLabel, { block }: FoundBlock): boolean {
  return block?.places.some(({ field, at }) => block.block.shared.includes(field.key) && at.printed.labels.includes(text)) === true;
}

function isSameField(one: string, other: string, { block }: FoundBlock): boolean {
  return block?.places.some(({ at: { printed } }) => printed.labels.includes(one) && printed.labels.includes(other)) === true;
}
