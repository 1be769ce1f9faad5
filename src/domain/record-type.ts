import { z } from 'zod';
import { cellOf, type FieldPath } from './field-path.ts';
import { Label } from './label.ts';

/**
 * A record type (loại hồ sơ): what a form holds, as data. One folder `resources/record-types/<id>/` each; a released version is
 * never edited. Nothing in code knows a type by its id.
 */

export const kindIds = [
  'text',
  'name',
  'address',
  'date',
  'year',
  'sex',
  'choice',
  'area',
  'money',
  'number',
  'personal-number',
  'id-number',
  'tax-code',
  'serial',
  'plot-number',
  'registry-number',
  'date-in-words',
  'area-in-words',
  'use-form',
  'use-term',
  'purpose',
  'code',
] as const;
export const KindId = z.enum(kindIds);
export type KindId = z.infer<typeof KindId>;

/** Lists of the wordings that registers use; `lists/value-lists.ts` has them. */
export const listIds = ['ethnicities', 'religions', 'nationalities', 'relations'] as const;
export const ListId = z.enum(listIds);
export type ListId = z.infer<typeof ListId>;

/** A place on the paper. */
const place = {
  /** Words printed before the value, as on the paper; the first is the usual one. Empty only where `shape` or a ruled table finds the value. */
  labels: z.array(z.string().min(1)).default([]),
  /** Words that may stand after the value and end it, besides the next label. */
  until: z.array(z.string().min(1)).default([]),
  /** The value stands on the lines under its label, not behind it. */
  below: z.boolean().default(false),
  /** Where on the face the value stands when the label is not enough (fractions of the page: left, top, right, bottom). */
  region: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable().default(null),
  /** How many printed lines the value may cover. */
  lines: z.number().int().positive().default(1),
  /** The n-th place with this label on the face, counted from 1 (mother's and father's "Dân tộc"). */
  occurrence: z.number().int().positive().default(1),
  /** A regular expression (case-insensitive) for a value without a label of its own, searched in text that no label claims. */
  shape: z.string().nullable().default(null),
  /** Printed in colour (a red serial number): looked for in the plane that keeps colour. */
  coloured: z.boolean().default(false),
  /** Ends of the value that are printed with it but do not belong to it ("m²", "đồng"). */
  units: z.array(z.string().min(1)).default([]),
  /** Must be found in what stands there, or it is no value of this field (a full date where others have a year): a regular expression. */
  form: z.string().nullable().default(null),
  /** `title`: the form prints this name in capitals although the register writes it in ordinary letters. */
  letters: z.enum(['paper', 'title']).default('paper'),
};

/** Where and how a value stands on the paper: the only thing that reading knows of a form. */
export const Printed = z.object({
  ...place,
  /** Where other printings of the form have it: each a whole place, tried in turn where the ones before it hold nothing. */
  or: z.array(z.object(place)).default([]),
  /** The value is the label itself that led to this other field (CMND, Hộ chiếu). */
  labelOf: z.string().nullable().default(null),
});
export type Printed = z.infer<typeof Printed>;

export const Field = z.object({
  key: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  kind: KindId,
  label: Label,
  face: z.string(),
  /** Other faces on which it may stand instead: the second sheet of a long form. */
  alsoOn: z.array(z.string()).default([]),
  printed: Printed,
  /** A required value that is not found is a finding; an optional one is simply absent. */
  required: z.boolean().default(true),
  /** Written by hand on this form: found and shown, never accepted without a person. */
  handwritten: z.boolean().default(false),
  /** Often filled in by pen on a form that is otherwise printed: what is not surely print waits for a person. */
  oftenByPen: z.boolean().default(false),
  pattern: z.string().nullable().default(null),
  /** An open list: what is not in it waits for a person, who may keep it. */
  list: ListId.nullable().default(null),
  choices: z.array(z.object({ value: z.string(), printed: z.array(z.string()) })).default([]),
  /** Column name in hand-over tables and packages. */
  export: z.string().regex(/^[a-z][a-z0-9_]*$/),
});
export type Field = z.infer<typeof Field>;

const Pair = z.tuple([z.string(), z.string()]);

export const Table = z.object({
  key: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  label: Label,
  face: z.string(),
  /** Other faces on which its rows go on. */
  alsoOn: z.array(z.string()).default([]),
  /** `ruled`: rows of a printed table; `page`: one row for every page with this face; `block`: one for every further block (see Block); `parts`: one for every part of other values. */
  rows: z.enum(['ruled', 'page', 'block', 'parts']),
  /** Of rows of kind `parts`, land uses of one certificate: for each of these the column that takes it and the field that it is a part of. */
  parts: z.object({ words: Pair, area: Pair, term: Pair, origin: Pair }).nullable().default(null),
  columns: z.array(Field).min(1),
  /** Every paper of this form prints the table's heads, though it may have no rows: where they are not found, that is a finding. */
  required: z.boolean().default(true),
  export: z.string().regex(/^[a-z][a-z0-9_]*$/),
});
export type Table = z.infer<typeof Table>;

/**
 * Fields that stand together on the paper: an owner with year, paper and address; a parent. A block begins at the label of its first field and
 * ends where the next one begins, whosever that is: none of its fields takes a value from another block. Blocks with the same labels are
 * filled in the order given.
 */
export const Block = z.object({
  /** Keys of its fields, the one whose label begins it first. Empty where every further block is a row of `table`. */
  fields: z.array(z.string()).default([]),
  /** A table with rows of kind `block`; the label of its first column begins one. */
  table: z.string().nullable().default(null),
  /** Labels that begin it within the block before ("và vợ là bà"), which goes on around it. All others begin at the left edge, with a colon. */
  inside: z.array(z.string()).default([]),
  /** Fields whose label, inside another block, belongs to that one while it has none of its own: an address after both names. */
  shared: z.array(z.string()).default([]),
  /** Begun by one of these labels it never has these fields: an organisation has no year of birth. */
  lacks: z.array(z.object({ labels: z.array(z.string()).min(1), fields: z.array(z.string()).min(1) })).default([]),
});
export type Block = z.infer<typeof Block>;

export const Face = z.object({
  id: z.string(),
  label: Label,
  /** Printed words that prove the face; weights add up. `or`: what other printings of the form have in their place. `not` words speak against it. */
  anchors: z
    .array(z.object({ text: z.string().min(2), or: z.array(z.string().min(2)).default([]), weight: z.number().positive().default(1) }))
    .min(1),
  not: z.array(z.string().min(2)).default([]),
  /** Other words printed on the face: they end a value that stands before them and are never read as one. */
  words: z.array(z.string().min(2)).default([]),
  /** Labels or other words that only printings filled in by pen have ("Nam, nữ"): where one is read, every value of the page is handwriting. */
  byHand: z.array(z.string().min(2)).default([]),
  required: z.boolean().default(true),
  /** More than one page of this face in one record (member pages of a book). */
  repeats: z.boolean().default(false),
  /** Values of other faces that are printed here too, after these words: by them the faces of one paper know each other. */
  says: z.array(z.object({ field: z.string(), labels: z.array(z.string().min(2)).min(1) })).default([]),
  /** More than one record on a page of this face (register pages): how many entries at most, one under the other. */
  entries: z.number().int().positive().default(1),
});
export type Face = z.infer<typeof Face>;

/** One word or several, any of which is meant. */
const Words = z.union([z.string(), z.array(z.string()).min(1)]);

/** The closed vocabulary of checks between values; parameters are field keys or constants. */
export const Check = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('idSex'), id: z.string(), sex: z.string() }),
  z.object({ rule: z.literal('idTitle'), id: z.string(), name: z.string(), male: Words, female: Words }),
  z.object({ rule: z.literal('idBirthYear'), id: z.string(), birth: z.string() }),
  z.object({ rule: z.literal('dateWords'), date: z.string(), words: z.string() }),
  z.object({ rule: z.literal('areaWords'), area: z.string(), words: z.string() }),
  z.object({ rule: z.literal('areaParts'), area: z.string(), form: z.string() }),
  z.object({ rule: z.literal('dateOrder'), earlier: z.string(), later: z.string() }),
  z.object({ rule: z.literal('dateInForm'), date: z.string() }),
  z.object({ rule: z.literal('parentAge'), child: z.string(), parent: z.string(), years: z.number().int() }),
  z.object({ rule: z.literal('numberYear'), number: z.string(), date: z.string() }),
  z.object({ rule: z.literal('qrTokens'), fields: z.array(z.string()).min(1) }),
  z.object({ rule: z.literal('uniqueSerial'), serial: z.string() }),
  z.object({ rule: z.literal('uniqueParcel'), parcel: z.string(), sheet: z.string(), address: z.string() }),
  z.object({ rule: z.literal('notSame'), one: z.string(), other: z.string() }),
  z.object({ rule: z.literal('headIsFirstRow'), head: z.string(), table: z.string(), relation: z.string(), name: z.string() }),
  z.object({
    rule: z.literal('oneHead'),
    head: z.string(),
    table: z.string(),
    relation: z.string(),
    name: z.string(),
    /** The person whom the paper is about, beside the table. */
    selfName: z.string().optional(),
    selfRelation: z.string().optional(),
  }),
  z.object({ rule: z.literal('idKind'), id: z.string(), kind: z.string() }),
  z.object({ rule: z.literal('idIs'), id: z.string(), is: z.enum(['Nam', 'Nữ']) }),
  z.object({ rule: z.literal('idPlace'), id: z.string(), place: z.string() }),
  z.object({ rule: z.literal('relationSex'), relation: z.string(), sex: z.string() }),
  z.object({ rule: z.literal('samePerson'), ids: Pair, names: Pair, births: Pair.optional(), sexes: Pair.optional() }),
  z.object({ rule: z.literal('distinctRows'), table: z.string(), column: z.string() }),
  z.object({
    rule: z.literal('ageAt'),
    birth: z.string(),
    at: z.string(),
    years: z.number().int(),
    from: z.iso.date().nullable().default(null),
    to: z.iso.date().nullable().default(null),
  }),
  z.object({ rule: z.literal('placeInTime'), place: z.string(), date: z.string() }),
  z.object({ rule: z.literal('purposeInTime'), purpose: z.string(), date: z.string(), months: z.number().int().nonnegative().default(0) }),
  z.object({ rule: z.literal('termOfUse'), term: z.string(), purpose: z.string(), issued: z.string() }),
  z.object({ rule: z.literal('unique'), fields: z.array(z.string()).min(1) }),
  z.object({ rule: z.literal('fileName'), serial: z.string() }),
  z.object({ rule: z.literal('codeYear'), digits: z.number().int(), at: z.number().int(), date: z.string() }),
]);
export type Check = z.infer<typeof Check>;

export const RecordType = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.number().int().positive(),
  label: Label,
  short: Label,
  /** The period in which paper of this form was issued (ISO dates); null where open. */
  inUse: z.object({ from: z.string().nullable(), to: z.string().nullable() }),
  faces: z.array(Face).min(1),
  fields: z.array(Field),
  tables: z.array(Table).default([]),
  blocks: z.array(Block).default([]),
  checks: z.array(Check).default([]),
  /** The face with the form's code (QR or linear), which is looked for there alone and kept raw; null: the form has none. */
  qr: z.object({ face: z.string() }).nullable().default(null),
  /** Table name at the destination. */
  export: z.string().regex(/^[a-z][a-z0-9_]*$/),
});
export type RecordType = z.infer<typeof RecordType>;

/** Fields that nobody misses: their block began with a label that never has them. `labelBefore`: the label printed before this field's value. */
export function lackedFields(type: RecordType, labelBefore: (key: string) => string | null): ReadonlySet<string> {
  return new Set(
    type.blocks.flatMap(({ fields: [head], lacks }) => {
      const label = head === undefined ? null : labelBefore(head);
      return lacks.flatMap(({ labels, fields }) => (label !== null && labels.includes(label) ? fields : []));
    }),
  );
}

/** Whether the field or the table may stand on this face. */
export function standsOn({ face, alsoOn }: Pick<Field | Table, 'face' | 'alsoOn'>, id: string): boolean {
  return face === id || alsoOn.includes(id);
}

/** The field of a path, or null for a path that this type does not have. Rows are not counted. */
export function fieldAt(type: RecordType, path: FieldPath): Field | null {
  const cell = cellOf(path);
  if (!cell) return type.fields.find((field) => field.key === path) ?? null;
  return type.tables.find((table) => table.key === cell.table)?.columns.find((column) => column.key === cell.column) ?? null;
}
