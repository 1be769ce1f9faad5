import { type Face, type Field, type RecordType, standsOn } from '#domain/record-type';
import { type BlockOfFace, blocksOn, type FoundBlock, fieldsOf, isForeign, labelsByBlock, type PlaceOfField } from './blocks.ts';
import { byPosition, type PrintedLabel } from './labels.ts';
import { type Frame, isWithin } from './region.ts';
import type { Row } from './rows.ts';

/** Which label belongs to which field. */

/** The label found there, and for a column of a table the row that it is of. */
export interface Assigned extends PlaceOfField {
  readonly row: number;
  readonly label: PrintedLabel | null;
}

/** All fields of a face that labels lead to, with all their places; columns of ruled tables have none. */
export function placesOn(type: RecordType, face: Face): readonly PlaceOfField[] {
  const places = (fields: readonly Field[], table: string | null) =>
    fields
      .filter((field) => standsOn(field, face.id))
      .flatMap((field) =>
        [field.printed, ...field.printed.or].map((printed, i) => ({
          field,
          at: i === 0 ? field : { ...field, printed: { ...field.printed, ...printed } },
          table,
        })),
      );
  return [
    ...places(type.fields, null),
    ...type.tables.filter(({ rows }) => rows === 'page' || rows === 'block').flatMap(({ key, columns }) => places(columns, key)),
  ];
}

interface Page {
  readonly type: RecordType;
  readonly face: Face;
  readonly rows: readonly Row[];
  readonly frame: Frame;
}

/** Fields of a block are assigned where it stands, once for every row of a table; of those that stand nowhere only the first. */
export function assignLabels(labels: readonly PrintedLabel[], places: readonly PlaceOfField[], page: Page): readonly Assigned[] {
  const blocks = page.type.blocks
    .map(
      (block): BlockOfFace => ({
        block,
        places: fieldsOf(page.type, block).flatMap((field) => places.find((one) => one.field === field) ?? []),
      }),
    )
    .filter((one) => one.places.length > 0);
  const found = blocksOn(labels, blocks, page.rows);
  const inBlocks = new Set(blocks.flatMap((block) => block.places.map(({ field }) => field)));
  const shared = timesUsed(places, page.face);
  const first = found.find(({ block }) => block !== null);
  const ofForm = labels.filter((label) => !isForeign(label, found, labels, page.rows));
  const free = places
    .filter(({ field }) => !inBlocks.has(field))
    .map((place): Assigned => {
      // A label that others have too is, outside all blocks, the one before the first of them.
      const isShared = first !== undefined && place.at.printed.labels.some((text) => (shared.get(text) ?? 0) > 1);
      const own = isShared ? ofForm.filter((label) => byPosition(label, first.label) < 0) : ofForm;
      return { ...place, row: 0, label: labelFor(place, own, page) };
    });
  const absent = blocks.flatMap(({ block, places: [head] }) =>
    head && block.table === null && !found.some((one) => one.block?.block === block) ? [{ ...head, row: 0, label: null }] : [],
  );
  return [...free, ...assignInBlocks(found, labels, page), ...absent];
}

function assignInBlocks(found: readonly FoundBlock[], labels: readonly PrintedLabel[], page: Page): readonly Assigned[] {
  const own = labelsByBlock(found, labels);
  return found.flatMap((one): readonly Assigned[] => {
    if (!one.block) return [];
    const { block, places } = one.block;
    const lacking = block.lacks.flatMap((lack) => (lack.labels.includes(one.label.text) ? lack.fields : []));
    return places.flatMap((place, i): readonly Assigned[] => {
      if (lacking.includes(place.field.key)) return [];
      return [{ ...place, row: one.row, label: i === 0 ? one.label : labelFor(place, own.get(one) ?? [], page) }];
    });
  });
}

/** The first that fits, or as many further as the place says. */
function labelFor({ at }: PlaceOfField, labels: readonly PrintedLabel[], { rows, frame }: Page): PrintedLabel | null {
  const fitting = labels.filter((label) => at.printed.labels.includes(label.text) && isInRegion(at, label, rows, frame));
  return fitting[at.printed.occurrence - 1] ?? null;
}

/** How many fields and other words of the face have the same printed words. */
function timesUsed(places: readonly PlaceOfField[], face: Face): ReadonlyMap<string, number> {
  const users = new Map<string, Set<unknown>>();
  const use = (text: string, user: unknown) => users.set(text, (users.get(text) ?? new Set()).add(user));
  for (const { field, at } of places) for (const text of at.printed.labels) use(text, field);
  for (const word of face.words) use(word, face);
  return new Map([...users].map(([text, by]) => [text, by.size]));
}

function isInRegion(field: Field, label: PrintedLabel, rows: readonly Row[], frame: Frame): boolean {
  const region = field.printed.region;
  if (!region) return true;
  const row = rows.find((one) => one.index === label.row);
  const x = row?.chars[label.start]?.x0 ?? 0;
  const y = row ? (row.meanline + row.baseline) / 2 : 0;
  return isWithin(region, frame, x, y);
}
