import { columnOf, fieldPath, rowsOfTables } from '../field-path.ts';
import type { FieldKind } from '../fields/field-kind.ts';
import { fieldKinds } from '../fields/field-kinds.ts';
import { type Finding, namingEachOther } from '../finding.ts';
import type { Check, Field, RecordType } from '../record-type.ts';
import { dateKnown } from './date-known.ts';
import { placeKnown } from './place-known.ts';
import type { Rule, RuleContext, RuleValue, RuleValues, Scope, Verdict } from './rule.ts';
import { rules } from './rules.ts';

export type { RuleContext, RuleValues } from './rule.ts';

/**
 * What the values of a record say of each other and of the world: the type's checks, places, the calendar. What a value says of itself
 * is its kind's (`validate`). Pure; never throws. A check on a column of a table (`members.sex`, `members[].sex`) speaks of every row.
 */
export function checkRecord(type: RecordType, values: RuleValues, context: RuleContext): readonly Finding[] {
  const all = verdicts(type, values, context).flatMap(({ verdict }) => namingEachOther(verdict.findings));
  const seen = new Set<string>();
  return all.filter((one) => {
    const key = JSON.stringify([one.code, one.path, one.params]);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

/**
 * By path, the rules whose other values agreed with this one (`idBirthYear`, `dateWords`, `qrTokens` …; `places`: every unit of an
 * address is known by this spelling): grounds to accept a value. A rule that had nothing to compare is not here.
 */
export function witnesses(type: RecordType, values: RuleValues, context: RuleContext): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { rule, verdict } of verdicts(type, values, context)) {
    for (const path of verdict.agreed) {
      const names = found.get(path) ?? [];
      if (!names.includes(rule)) names.push(rule);
      found.set(path, names);
    }
  }
  return found;
}

function verdicts(
  type: RecordType,
  values: RuleValues,
  context: RuleContext,
): readonly { readonly rule: string; readonly verdict: Verdict }[] {
  const lists = rowsOfTables(values.keys());
  const own = type.checks.flatMap((check) =>
    scopes(check, type, values, context, lists).map((scope) => ({ rule: check.rule as string, verdict: speak(check, scope) })),
  );
  const plain = scope(type, values, context, lists, null);
  const everywhere = pathsOf(type, lists).flatMap(({ path, field }) => {
    const { checkedAgainst } = fieldKinds[field.kind];
    return checkedAgainst ? [{ rule: checkedAgainst, verdict: known[checkedAgainst](path, plain) }] : [];
  });
  return [...own, ...everywhere];
}

/** Rules that need no naming: every value of the kind obeys them. */
const known: Readonly<Record<NonNullable<FieldKind['checkedAgainst']>, (path: string, scope: Scope) => Verdict>> = {
  places: placeKnown,
  calendar: dateKnown,
};

/** The table's type says that check and rule belong together; TypeScript cannot follow it through the union. */
function speak(check: Check, scope: Scope): Verdict {
  return (rules[check.rule] as Rule)(check, scope);
}

/** One scope, or one for every row of the table that the check names. */
function scopes(check: Check, type: RecordType, values: RuleValues, context: RuleContext, lists: Rows): readonly Scope[] {
  const names = Object.values(check)
    .flat()
    .filter((name): name is string => typeof name === 'string');
  const table = names
    .map((name) => columnOf(name)?.table)
    .find((name) => name !== undefined && type.tables.some(({ key }) => key === name));
  if (table === undefined) return [scope(type, values, context, lists, null)];
  return (lists.get(table) ?? []).map((row) => scope(type, values, context, lists, { table, row }));
}

type Rows = ReadonlyMap<string, readonly number[]>;

function pathsOf(type: RecordType, lists: Rows): readonly { readonly path: string; readonly field: Field }[] {
  return [
    ...type.fields.map((field) => ({ path: field.key, field })),
    ...type.tables.flatMap((table) =>
      (lists.get(table.key) ?? []).flatMap((index) =>
        table.columns.map((field) => ({ path: fieldPath(table.key, { index, column: field.key }), field })),
      ),
    ),
  ];
}

const nothing: RuleValue = { value: null, raw: null };

function scope(
  type: RecordType,
  values: RuleValues,
  context: RuleContext,
  lists: Rows,
  row: { readonly table: string; readonly row: number } | null,
): Scope {
  const path = (name: string) => {
    const column = columnOf(name);
    return column && row && column.table === row.table ? fieldPath(row.table, { index: row.row, column: column.column }) : name;
  };
  const at = (name: string) => values.get(path(name)) ?? nothing;
  return {
    type,
    context,
    path,
    at,
    value: (name) => at(name).value,
    column: (table, key) => (lists.get(table) ?? []).map((index) => fieldPath(table, { index, column: key })),
  };
}
