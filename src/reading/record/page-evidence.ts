import { fieldKinds } from '#domain/fields/field-kinds';
import type { PageReading } from '#domain/reading';
import type { Field, RecordType } from '#domain/record-type';
import { fold } from '#domain/vietnamese/fold';
import { approximate, fold as folded, tolerance } from '#reading/page/text';

/** What two pages of one form say of each other. Pure. */

/** Two pages say the same value that no two papers share, or two different ones. */
export interface Witness {
  readonly key: string;
  readonly one: string;
  readonly other: string;
}

/** Values by field key that are the paper's own: located on the page, or printed on its faces after words that the type knows. */
export function ownValues(type: RecordType, reading: PageReading): ReadonlyMap<string, string> {
  const own = type.fields.filter(({ kind, handwritten }) => fieldKinds[kind].isOfOnePaper && !handwritten);
  const faces = new Set(reading.classified.faces);
  const said = type.faces.filter(({ id }) => faces.has(id)).flatMap(({ says }) => says);
  return new Map(
    own.flatMap((field) => {
      const located = reading.located.find(({ key, table }) => table === null && key === field.key)?.raw;
      const labels = said.filter((one) => one.field === field.key).flatMap((one) => one.labels);
      const raw = located ?? textAfter(labels, reading);
      const value = raw === null ? null : soundValue(raw, field);
      return value === null ? [] : [[field.key, value] as const];
    }),
  );
}

/** A value that does not have its field's form is no witness: a figure of it was read as something else. */
function soundValue(raw: string, field: Field): string | null {
  const { value, findings } = fieldKinds[field.kind].interpret(raw, field, field.key);
  return findings.length > 0 ? null : value;
}

function textAfter(labels: readonly string[], reading: PageReading): string | null {
  for (const label of labels) {
    const pattern = folded(label).text;
    for (const { text } of reading.recognised.lines) {
      const line = folded(text);
      const [place] = approximate(line.text, pattern, tolerance(pattern.length));
      if (place) return text.slice((line.at[place.end - 1] ?? 0) + 1).replace(/^[\s:.]+/u, '');
    }
  }
  return null;
}

/** The values that both pages have. */
export function witnessesBetween(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly Witness[] {
  return [...one].flatMap(([key, value]) => {
    const found = other.get(key);
    return found === undefined ? [] : [{ key, one: value, other: found }];
  });
}

export function agrees({ one, other }: Witness): boolean {
  return one === other;
}

/**
 * How many places two pages name alike, of communes and districts: land and its owner mostly lie in one of them. Too little to join two
 * pages, enough to doubt an order or to choose one. Null where a page names none.
 */
export function likeness(type: RecordType, one: PageReading, other: PageReading): number | null {
  const [here, there] = [placeNames(type, one), placeNames(type, other)];
  if (here.size === 0 || there.size === 0) return null;
  return [...here].filter((name) => there.has(name)).length;
}

/** Shorter parts are left-overs of a label or of a torn word. */
const SHORTEST_NAME = 4;

/** Without the province, which all papers of an office share, and without numbers of hamlets. */
function placeNames(type: RecordType, reading: PageReading): ReadonlySet<string> {
  const addresses = type.fields.filter(({ kind }) => fieldKinds[kind].checkedAgainst === 'places').map(({ key }) => key);
  const located = reading.located.filter(({ key, table }) => table === null && addresses.includes(key));
  return new Set(
    located.flatMap(({ raw }) =>
      raw
        .split(',')
        .slice(0, -1)
        .map((part) => fold(part).trim())
        .filter((part) => part.length >= SHORTEST_NAME && !/\d/.test(part)),
    ),
  );
}
