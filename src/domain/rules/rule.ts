import type { Finding } from '../finding.ts';
import type { Places } from '../place.ts';
import type { Check, RecordType } from '../record-type.ts';

/** What rules may know beside the record. All of it is data or pure. */
export interface RuleContext {
  /** ISO date. */
  readonly today: string;
  readonly places: Places;
  /** Raw texts of the codes on the record's pages. */
  readonly qr: readonly string[];
  /** Names of the files that the record's pages came in. */
  readonly fileNames?: readonly string[];
  /** What other records hold already: answers another record's title, or null. Left out: nothing is known. */
  readonly taken?: {
    readonly serial: (serial: string) => string | null;
    /** Commune code of today, map sheet, parcel. */
    readonly parcel: (commune: string, sheet: string, parcel: string) => string | null;
    /** All of these values together, in a record of the same type. */
    readonly values?: (values: readonly { readonly path: string; readonly value: string }[]) => string | null;
  };
}

/** A value as rules see it; `label` is the printed word before it, where reading knows it (Ông, Bà). */
export interface RuleValue {
  readonly value: string | null;
  readonly raw: string | null;
  readonly label?: string | null;
}
export type RuleValues = ReadonlyMap<string, RuleValue>;

/** One row's view of the record: column names of a table (`members.sex`) mean this row. */
export interface Scope {
  readonly type: RecordType;
  readonly context: RuleContext;
  /** Path that a check's name means here. */
  readonly path: (name: string) => string;
  readonly at: (name: string) => RuleValue;
  /** The value, or null where nothing stands. */
  readonly value: (name: string) => string | null;
  /** Paths of a table's column, row by row. */
  readonly column: (table: string, column: string) => readonly string[];
}

/** What a rule says: findings, and paths whose values bear each other out. */
export interface Verdict {
  readonly findings: readonly Finding[];
  readonly agreed: readonly string[];
}

export type Rule<C extends Check = Check> = (check: C, scope: Scope) => Verdict;

export const silent: Verdict = { findings: [], agreed: [] };

export function says(...findings: readonly Finding[]): Verdict {
  return { findings, agreed: [] };
}

export function agree(...paths: readonly string[]): Verdict {
  return { findings: [], agreed: paths };
}
