import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';

/** The one form in which a bench says what it measured: rows that are printed, and written as JSON for whoever compares runs. */

export interface Limit {
  readonly sign: '≤' | '≥' | '=';
  readonly value: number;
}
export const atMost = (value: number): Limit => ({ sign: '≤', value });
export const atLeast = (value: number): Limit => ({ sign: '≥', value });
export const exactly = (value: number): Limit => ({ sign: '=', value });

export interface Row {
  /** The bench: `scale`, `reading` … */
  readonly program: string;
  readonly what: string;
  /** Null: could not be measured in this run, which holds nothing. */
  readonly value: number | null;
  readonly unit: string;
  /** What is promised; null where a figure is only told. */
  readonly atLeast: Limit | null;
  /** What is wished for beyond the promise. */
  readonly aim: Limit | null;
  /** The same figure in earlier times, by the time's name; only printed. */
  readonly earlier?: Readonly<Record<string, string>>;
}

/** True: the promise is kept; null where nothing is promised. */
export function holds({ value, atLeast: limit }: Pick<Row, 'value' | 'atLeast'>): boolean | null {
  if (limit === null) return null;
  if (value === null) return false;
  if (limit.sign === '=') return value === limit.value;
  return limit.sign === '≤' ? value <= limit.value : value >= limit.value;
}

/**
 * Prints the rows as one table and the machine's load; `json`: also writes them to this file. Sets the exit code to 1 where a promise
 * is missed.
 */
export function print(rows: readonly Row[], { json = null }: { readonly json?: string | null } = {}): void {
  const times = [...new Set(rows.flatMap(({ earlier = {} }) => Object.keys(earlier)))];
  const head = ['what', ...times, 'value', 'unit', 'at least', 'aim', 'holds'];
  const lines = rows.map((row) => [
    row.what,
    ...times.map((time) => row.earlier?.[time] ?? ''),
    row.value === null ? 'not measured' : figure(row.value, row.unit),
    row.unit,
    said(row.atLeast),
    said(row.aim),
    { true: 'yes', false: 'NO', null: '' }[`${holds(row)}`],
  ]);
  const widths = head.map((_, at) => Math.max(...[head, ...lines].map((line) => (line[at] ?? '').length)));
  const line = (cells: readonly (string | undefined)[]) => `${cells.map((cell, at) => (cell ?? '').padEnd(widths[at] ?? 0)).join('  ')}\n`;
  process.stdout.write(`\n${line(head)}${lines.map(line).join('')}\n${load()}\n`);
  if (json !== null) writeFileSync(json, `${JSON.stringify(rows.map(plain), null, 2)}\n`);
  if (rows.some((row) => holds(row) === false)) process.exitCode = 1;
}

/** The value of `--json FILE`; null where it is not asked for. */
export function jsonFile(args: readonly string[]): string | null {
  const at = args.indexOf('--json');
  return at < 0 ? null : (args[at + 1] ?? null);
}

function plain(row: Row) {
  const { program, what, value, unit } = row;
  return { program, what, value, unit, atLeast: said(row.atLeast) || null, aim: said(row.aim) || null, holds: holds(row) };
}

function said(limit: Limit | null): string {
  return limit ? `${limit.sign} ${limit.value}` : '';
}

/** Three figures that count (0.034, 5.12, 48.3, 1,240); shares to a hundredth, where the last figures decide. */
function figure(value: number, unit: string): string {
  const size = Math.abs(value);
  const digits = unit === '%' ? 2 : size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits });
}

function load(): string {
  const now = loadavg()[0] ?? 0;
  return `load average ${now.toFixed(1)}${now > 2 ? ': the machine is busy with other things, times are too high' : ''}`;
}
