import type { Interpreted } from '#domain/fields/field-kind';
import { fieldKinds } from '#domain/fields/field-kinds';
import { type Finding, finding } from '#domain/finding';
import type { Located } from '#domain/reading';
import type { Field } from '#domain/record-type';

/** A value on its way to a decision: what every look at the paper means, and how many looks say the same. */
export interface Draft {
  readonly field: Field;
  readonly path: string;
  readonly place: Located | null;
  /** Index among the record's pages. */
  readonly page: number | null;
  readonly value: string | null;
  readonly raw: string | null;
  /** Looks that mean `value`, and looks that mean another value or none. */
  readonly agree: number;
  readonly differ: number;
  /** The engine's confidence (0–100): the surest of the looks that mean `value`. */
  readonly engine: number;
  readonly alternatives: readonly string[];
  readonly findings: readonly Finding[];
}

/** Turns the looks at one place into one canonical value: the meaning that most looks share, the surest among equals. */
export function interpretPlace(field: Field, path: string, found: { readonly place: Located; readonly page: number } | null): Draft {
  if (!found) {
    const missing = field.required && !field.handwritten ? [finding('value.missing', 'warning', path)] : [];
    return { field, path, place: null, page: null, value: null, raw: null, agree: 0, differ: 0, engine: 0, alternatives: [], findings: missing };
  }
  const { place, page } = found;
  const kind = fieldKinds[field.kind];
  const looks = place.looks.length > 0 ? place.looks : [{ text: place.raw, confidence: place.confidence, how: 'first' }];
  const meant = looks.map((look) => ({ look, meaning: paperLetters(kind.interpret(cleaned(look.text), field, path), field) }));
  const groups: { value: string | null; items: typeof meant }[] = [];
  for (const item of meant) {
    const group = groups.find((g) => g.value !== null && item.meaning.value !== null && same(g.value, item.meaning.value));
    if (group) group.items.push(item);
    else groups.push({ value: item.meaning.value, items: [item] });
  }
  const weight = (g: (typeof groups)[number]) =>
    (g.value === null ? -10 : 0) + g.items.length * 2 - severity(g.items[0]?.meaning.findings ?? []) + Math.max(...g.items.map((i) => i.look.confidence)) / 100;
  groups.sort((a, b) => weight(b) - weight(a));
  const [best, ...others] = groups as [(typeof groups)[number], ...typeof groups];
  const chosen = [...best.items].sort((a, b) => severity(a.meaning.findings) - severity(b.meaning.findings) || b.look.confidence - a.look.confidence)[0] as (typeof meant)[number];
  return {
    field, path, place, page,
    value: best.value,
    raw: chosen.look.text,
    agree: best.items.length,
    differ: looks.length - best.items.length,
    engine: Math.max(...best.items.map((i) => i.look.confidence)),
    alternatives: [...new Set([...others.map((g) => g.value).filter((v): v is string => v !== null), ...chosen.meaning.alternatives])].slice(0, 3),
    findings: chosen.meaning.findings,
  };
}

function severity(findings: readonly Finding[]): number {
  return findings.reduce((sum, f) => sum + (f.severity === 'error' ? 3 : f.severity === 'warning' ? 1.5 : 0.2), 0);
}

/** The same value for people: apostrophes and spaces aside. */
export function same(one: string, other: string): boolean {
  return one === other || plain(one) === plain(other);
}

function plain(text: string): string {
  return text.replace(/[’ʼ]/g, "'").replace(/\s+/g, ' ');
}

/** Signs at the ends that paper wear and rules leave behind. */
function cleaned(text: string): string {
  return text.replace(/^[\s"'.,;:_|\-[\]]+(?=[\p{L}\d(])/u, '').replace(/[\s"',;:_|\-[\]]+$/u, '').replace(/(?<=[\p{L}\d])\s*\.+$/u, '');
}

/** Names of a form that prints them in capitals but keeps them in ordinary letters. */
function paperLetters(meaning: Interpreted, field: Field): Interpreted {
  if (field.printed.letters !== 'title' || meaning.value === null) return meaning;
  return { ...meaning, value: titled(meaning.value), alternatives: meaning.alternatives.map(titled) };
}

export function titled(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name.toLowerCase().replace(/(^|[\s'’\-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
