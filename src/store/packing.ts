import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * Results of reading are kept packed: a page's is 12 kB as JSON and 1.6 kB packed (decision 015). Lists of like objects are turned into
 * columns, then all is deflated with a dictionary of what such results always say (`packing-words-…txt`). The first byte names the form.
 * A form once released stays readable: another dictionary is another form.
 */
export function pack(what: Packed, value: unknown): Buffer {
  if (hasMark(value)) return Buffer.concat([Buffer.of(plainForm), deflateRawSync(JSON.stringify(value), { level: 9 })]);
  const form = forms[what];
  return Buffer.concat([Buffer.of(form), deflateRawSync(JSON.stringify(toColumns(value)), { level: 9, dictionary: dictionary(form) })]);
}

export function unpack(bytes: Uint8Array): unknown {
  const [form = plainForm] = bytes;
  const body = bytes.subarray(1);
  if (form === plainForm) return JSON.parse(inflateRawSync(body).toString('utf8'));
  return fromColumns(JSON.parse(inflateRawSync(body, { dictionary: dictionary(form) }).toString('utf8')));
}

type Packed = 'page' | 'record';
const plainForm = 0;
const forms: Readonly<Record<Packed, number>> = { page: 1, record: 2 };

const dictionaries = new Map<number, Buffer>();
function dictionary(form: number): Buffer {
  const known = dictionaries.get(form) ?? readFileSync(join(import.meta.dirname, `packing-words-${form}.txt`));
  dictionaries.set(form, known);
  return known;
}

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);
/** What is a list of objects, of equal numbers and so on is told from plain objects by a key of this beginning. */
const mark = '~';

/** An object of our own that happens to look like a column. */
function hasMark(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasMark);
  return isPlain(value) && Object.entries(value).some(([key, item]) => key.startsWith(mark) || hasMark(item));
}

export function toColumns(value: unknown): unknown {
  if (isPlain(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toColumns(item)]));
  if (!Array.isArray(value)) return value;
  const list: readonly unknown[] = value;
  if (list.length < 2) return list.map(toColumns);
  if (list.every(isPlain)) return ofObjects(list) ?? list.map(toColumns);
  if (list.every((item): item is readonly unknown[] => Array.isArray(item))) return ofLists(list);
  const first = JSON.stringify(list[0]);
  if (list.every((item) => JSON.stringify(item) === first)) return { '~repeated': [list.length, list[0]] };
  if (list.every((item): item is string => typeof item === 'string' && !item.includes('\n'))) return { '~lines': list.join('\n') };
  if (list.every((item): item is number => Number.isSafeInteger(item))) return ofNumbers(list);
  return list.map(toColumns);
}

/** Objects with the same keys in the same order: one list for each key. */
function ofObjects(list: readonly Plain[]): unknown {
  const keys = Object.keys(list[0] ?? {});
  const alike = list.every((item) => {
    const own = Object.keys(item);
    return own.length === keys.length && own.every((key, at) => key === keys[at]);
  });
  return alike && keys.length > 0 ? { '~rows': [keys, ...keys.map((key) => toColumns(list.map((item) => item[key])))] } : null;
}

/** Boxes and the like become one list for each side; other lists are put behind each other. */
function ofLists(list: readonly (readonly unknown[])[]): unknown {
  const width = list[0]?.length ?? 0;
  const alike = width > 0 && list.every((item) => item.length === width && item.every(Number.isSafeInteger));
  if (alike) return { '~sides': Array.from({ length: width }, (_, at) => toColumns(list.map((item) => item[at]))) };
  return { '~joined': [toColumns(list.map(({ length }) => length)), toColumns(list.flat())] };
}

/** Numbers that grow are shorter as steps from one to the next. */
function ofNumbers(list: readonly number[]): unknown {
  const steps = list.map((number, at) => number - (list[at - 1] ?? 0));
  return JSON.stringify(steps).length < JSON.stringify(list).length ? { '~steps': steps } : list;
}

function fromColumns(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromColumns);
  if (!isPlain(value)) return value;
  const [entry] = Object.entries(value);
  if (!entry?.[0].startsWith(mark)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromColumns(item)]));
  const [form, held] = entry;
  switch (form) {
    case '~repeated': {
      const [times, item] = held as [number, unknown];
      return Array.from({ length: times }, () => structuredClone(item));
    }
    case '~lines':
      return (held as string).split('\n');
    case '~steps': {
      let number = 0;
      return (held as number[]).map((step) => {
        number += step;
        return number;
      });
    }
    case '~rows': {
      const [keys = [], ...columns] = held as [string[], ...unknown[]];
      const lists = columns.map((column) => fromColumns(column) as unknown[]);
      return (lists[0] ?? []).map((_, row) => Object.fromEntries(keys.map((key, at) => [key, lists[at]?.[row]])));
    }
    case '~sides': {
      const sides = (held as unknown[]).map((side) => fromColumns(side) as unknown[]);
      return (sides[0] ?? []).map((_, row) => sides.map((side) => side[row]));
    }
    case '~joined': {
      const [lengths, all] = (held as unknown[]).map((part) => fromColumns(part) as unknown[]);
      let from = 0;
      return (lengths ?? []).map((length) => {
        const part = (all ?? []).slice(from, from + Number(length));
        from += Number(length);
        return part;
      });
    }
    default:
      throw new Error(`a packed result with the unknown column ${form}`);
  }
}
