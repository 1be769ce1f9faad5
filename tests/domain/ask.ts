import { type Check, RecordType } from '#domain/record-type';
import { checkRecord, type RuleContext, witnesses } from '#domain/rules/check-record';
import { realPlaces } from './kinds.ts';

const context: RuleContext = { today: '2026-11-22', places: realPlaces(), qr: [] };
const label = { vi: 'x', en: 'x' };
const field = (key: string, kind: string) => ({ key, kind, label, face: 'front', printed: { labels: ['x'] }, export: key.toLowerCase() });

/** A record type with these checks and fields, and a table of members. */
export function typeOf(
  checks: readonly Check[],
  fields: readonly (readonly [string, string])[],
  more: Readonly<Record<string, unknown>> = {},
): RecordType {
  return RecordType.parse({
    id: 'test',
    version: 1,
    label,
    short: label,
    inUse: { from: '2009-12-10', to: '2024-12-31' },
    export: 'test',
    faces: [{ id: 'front', label, anchors: [{ text: 'xx' }] }],
    fields: fields.map(([key, kind]) => field(key, kind)),
    tables: [
      {
        key: 'members',
        label,
        face: 'front',
        rows: 'ruled',
        export: 'members',
        columns: [
          field('name', 'name'),
          field('id', 'personal-number'),
          field('sex', 'sex'),
          field('born', 'date'),
          field('relation', 'text'),
        ],
      },
    ],
    checks,
    ...more,
  });
}

/** What the checks say of these values (`severity code path`), and who bears out whom. */
export function ask(
  type: RecordType,
  values: Readonly<Record<string, string | null>>,
  more: Partial<RuleContext> = {},
  raws: Readonly<Record<string, string>> = {},
) {
  const map = new Map(Object.entries(values).map(([path, value]) => [path, { value, raw: raws[path] ?? value }]));
  const all = { ...context, ...more };
  return {
    findings: checkRecord(type, map, all).map((one) => `${one.severity} ${one.code} ${one.path}`),
    witnesses: Object.fromEntries(witnesses(type, map, all)),
  };
}
