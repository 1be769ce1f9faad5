import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Box } from '#domain/box';
import { fieldKinds } from '#domain/fields/field-kinds';
import type { PageReading, ReadValue, RecordReading } from '#domain/reading';
import { fieldAt, type RecordType } from '#domain/record-type';
import { cropFor, uprightBox, uprightSize } from '#renderer/screens/record/crop.ts';

/** What a folder's pages really say (truth.json), and every value read beside it. */

export interface TruthRecord {
  readonly id: string;
  readonly recordType: string;
  readonly level: string;
  readonly handwritten: boolean;
  readonly pages: readonly TruthPage[];
  readonly fields: Readonly<Record<string, unknown>>;
  /** On the paper as well, and not asked for: whoever accepts one must have it right. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Other right spellings of a value. */
  readonly alternatives?: Readonly<Record<string, unknown>>;
  /** Written by pen on a form that is otherwise printed. */
  readonly handFields?: readonly string[];
  /** Layout and treatment of the sheet, where the folder has several. */
  readonly variant?: string;
  readonly condition?: string;
}
export interface TruthPage {
  readonly file: string;
  readonly role: string;
  /** Degrees that it lies on its side or head. */
  readonly turned?: number;
  /** Where the ink of values is, a box for each of their lines, in pixels of the file; only pages made for it know. */
  readonly boxes?: Readonly<Record<string, readonly Box[]>>;
}

/** What truth written before the dictionary had them calls values, and values of which it says nothing: these are not measured. */
const earlierNames: Readonly<Record<string, string>> = { owner3Name: 'otherOwners[0].fullName', owner3IdNumber: 'otherOwners[0].idNumber' };
const unstated =
  /^(?:(?:co)?[oO]wnerIdKind|(?:mother|father)DateOfBirth|temporaryAddress|latestChangeDate|(?:foreign|short)Name|purposes\[.*|.*\.struckOut)$/u;

/** One value: what the paper says, what was read, and how well the clerk would see it. */
export interface Row {
  readonly record: string;
  readonly type: string;
  readonly level: string;
  readonly path: string;
  readonly truth: string;
  readonly value: ReadValue | null;
  readonly right: boolean;
  readonly handwritten: boolean;
  readonly file: string | null;
  readonly shown: Shown;
}

/** `whole`: the crop holds the ink; `cut`: part of it is outside; `huge`: the box is far larger than the value; `none`: no place; `?`: truth does not say. */
export type Shown = 'whole' | 'cut' | 'huge' | 'none' | '?';

/** Truth of a folder; every picture with nothing known of it where there is no truth.json. */
export function truthOf(folder: string, only: RegExp): { readonly truth: readonly TruthRecord[]; readonly stated: boolean } {
  const file = join(folder, 'truth.json');
  const stated = existsSync(file);
  const truth = stated ? (JSON.parse(readFileSync(file, 'utf8')) as TruthRecord[]) : withoutTruth(folder);
  return { truth: truth.filter((record) => only.test(record.id)), stated };
}

function withoutTruth(folder: string): TruthRecord[] {
  const pictures = readdirSync(folder).filter((file) => /\.(?:jpe?g|png|tiff?)$/iu.test(file));
  return pictures
    .sort()
    .map((file) => ({ id: file, recordType: '', level: '', handwritten: false, pages: [{ file, role: '' }], fields: {} }));
}

/** Every value of the truth against the record read, and every value read that the truth does not have. `fileOf`: the file of a record's page. */
export function compare(
  record: TruthRecord,
  found: RecordReading | null,
  types: readonly RecordType[],
  readings: ReadonlyMap<string, PageReading>,
  fileOf: (page: number) => string | null,
): Row[] {
  const type = types.find((t) => t.id === record.recordType);
  const out: Row[] = [];
  const byPen = new Set(record.handFields ?? []);
  const add = (path: string, expected: unknown, asked = true) => {
    const value = found?.values.find((v) => v.path === path) ?? null;
    const field = type ? fieldAt(type, path) : null;
    const spellings = [expected, ...[record.alternatives?.[path] ?? []].flat()];
    const right =
      expected === null
        ? (value?.value ?? null) === null
        : value?.value !== null &&
          value !== null &&
          field !== null &&
          spellings.some((one) => canonical(fieldKinds[field.kind].toJson(value.value ?? '')) === canonical(one));
    if ((expected === null && right) || (!asked && value?.accepted !== true)) return;
    const file = value?.page === null || value?.page === undefined ? null : fileOf(found?.pages[value.page]?.page ?? -1);
    out.push({
      record: record.id,
      type: record.recordType,
      level: record.level,
      path,
      truth: expected === null ? '' : String(expected),
      value,
      right,
      handwritten: record.handwritten || byPen.has(path) || (field?.handwritten ?? false),
      file,
      shown: shownOf(record, path, value, file, file === null ? null : (readings.get(file) ?? null)),
    });
  };
  for (const [key, expected] of Object.entries(record.fields)) {
    if (Array.isArray(expected))
      expected.forEach((row: Record<string, unknown>, i) => {
        for (const [column, cell] of Object.entries(row)) add(`${key}[${i}].${column}`, cell);
      });
    else add(key, expected);
  }
  const extra = Object.entries(record.extra ?? {}).map(([key, expected]) => [earlierNames[key] ?? key, expected] as const);
  for (const [path, expected] of extra) add(path, expected, false);
  const said = new Set([...out.map((r) => r.path), ...extra.map(([path]) => path)]);
  for (const { path, value } of found?.values ?? []) if (!said.has(path) && value !== null && !unstated.test(path)) add(path, null);
  return out;
}

/** Numbers as numbers, texts with one kind of apostrophe. */
function canonical(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = String(value).normalize('NFC').replace(/[’ʼ]/g, "'").replace(/\s+/g, ' ').trim();
  return /^\d+(?:\.\d+)?$/.test(text) && !/^0\d/.test(text) ? String(Number(text)) : text;
}

/** The desk's usual width of a crop, CSS pixels. */
const DESK_CROP = 580;

/** The crop as the desk cuts it, against the ink of the truth. The same value may stand on the page twice: one place is enough. */
function shownOf(record: TruthRecord, path: string, value: ReadValue | null, file: string | null, reading: PageReading | null): Shown {
  if (!record.pages.some((page) => page.boxes?.[path])) return '?';
  if (!value?.box || file === null || !reading) return 'none';
  const lines = record.pages.find((page) => page.file === file)?.boxes?.[path];
  if (!lines || lines.length === 0) return 'cut';
  const sheet = { width: reading.normalised.quality.width, height: reading.normalised.quality.height, turn: reading.normalised.turn };
  const { upright } = cropFor(value.box, sheet, DESK_CROP);
  const ink = lines.map((box) => uprightBox(box, sheet));
  const held = ink.reduce((sum, box) => sum + overlap(box, upright), 0);
  const all = ink.reduce((sum, [, , w, h]) => sum + w * h, 0);
  if (held < all * 0.99) return 'cut';
  const line = Math.max(...ink.map(([, , , h]) => h));
  const tall = Math.max(...ink.map(([, y, , h]) => y + h)) - Math.min(...ink.map(([, y]) => y));
  const [, , w, h] = uprightBox(value.box, sheet);
  return h > tall + 3 * line || w > uprightSize(sheet).width ? 'huge' : 'whole';
}

function overlap([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): number {
  return Math.max(0, Math.min(ax + aw, bx + bw) - Math.max(ax, bx)) * Math.max(0, Math.min(ay + ah, by + bh) - Math.max(ay, by));
}
