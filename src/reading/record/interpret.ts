import type { Interpreted } from '#domain/fields/field-kind';
import { type Finding, finding } from '#domain/finding';
import type { Located, Pass } from '#domain/reading';
import type { Field } from '#domain/record-type';
import type { Lists } from '#reading/context';
import type { ReadingKind } from '#reading/kinds/reading-kind';
import { readingKinds } from '#reading/kinds/reading-kinds';
import { isByFigures, networkOf, passOfLine } from '#reading/page/passes';
import { corrected } from './corrections.ts';
import { meaningOf } from './meaning.ts';
import { mergeWords } from './merge-words.ts';

/** A value on its way to a decision: what every pass over its region means, and how many passes say the same. */
export interface Draft {
  readonly field: Field;
  readonly path: string;
  readonly located: Located | null;
  /** Index among the record's pages. */
  readonly page: number | null;
  readonly value: string | null;
  readonly raw: string | null;
  /** Passes that mean `value`, and passes that mean another value or none. */
  readonly agree: number;
  readonly differ: number;
  /** One sure pass over one of few allowed wordings was enough. */
  readonly closed: boolean;
  /** The engine's confidence (0–100): the surest of the passes that mean `value`. */
  readonly engine: number;
  readonly alternatives: readonly string[];
  readonly findings: readonly Finding[];
}

/** What speaks for a meaning. Votes decide between equals; no number of votes makes a likely value of an unlikely one. */
const weights = {
  /** From a value that cannot be one of its kind (0) to one as they usually are (1). */
  likelihood: 4,
  /** Nothing was understood. */
  nothing: -10,
  /** Every network that read it; a second pass of one network loses the same things and says hardly more. */
  network: 2,
  samePass: 0.25,
  /** The words that most passes have, put together, say the same. */
  merged: 0.2,
  /** The network for figures read its numbers, and is this sure of them (0 to 100). */
  figures: 5,
  figuresSure: 85,
  /** Another reading is this one with something lost, and one pass is this sure of the whole: the engine drops one of two equal figures side by side far more often than it doubles one. */
  whole: 5,
  wholeSure: 90,
  finding: { error: 5, warning: 2.5, info: 0.2 },
  /** So much confidence of the surest pass weighs one. */
  confidence: 50,
} as const;

/** Where every pass says the same with this confidence (0 to 100), the paper itself may be spelled oddly. */
const SURE = 85;

/** At most so many other values are offered. */
const MOST_ALTERNATIVES = 3;

/**
 * Turns the passes over one region into one canonical value: the meaning that most passes share. Where they differ in words, every word is
 * voted on, and what names and places are made of breaks ties; nothing is written that no pass has read, but for proposals (corrections.ts).
 */
export function interpretField(
  field: Field,
  path: string,
  found: { readonly located: Located; readonly page: number } | null,
  lists: Lists,
  /** The page shows the field's printed label. */
  isLabelled = true,
): Draft {
  if (!found) return missing(field, path, isLabelled);
  const { located, page } = found;
  const kind = readingKinds[field.kind];
  const passes = located.passes.length > 0 ? located.passes : [passOfLine(located.raw, located.confidence)];
  const meanings = meaningsOf(passes, located.ink?.doubted ?? [], field, path, lists);
  const [best, ...others] = [...meanings].sort(
    (a, b) => weightOf(b, meanings, kind, lists) - weightOf(a, meanings, kind, lists),
  ) as unknown as readonly [Meaning, ...Meaning[]];
  const [chosen] = [...best.readings].sort(
    (a, b) => weightOfFindings(a.interpreted.findings) - weightOfFindings(b.interpreted.findings) || b.pass.confidence - a.pass.confidence,
  ) as unknown as readonly [Reading, ...Reading[]];
  const agree = best.readings.filter(({ isReal }) => isReal).length;
  const sure = agree === passes.length && Math.min(...passes.map(({ confidence }) => confidence)) >= SURE;
  const written = best.value === null ? { value: null, findings: [] } : corrected(best.value, located, sure, field, path, lists);
  const alternatives = new Set([
    ...(best.value === null ? [] : withKnownWords(best.value, kind, lists)),
    ...(written.value !== best.value && best.value !== null ? [best.value] : []),
    ...others.flatMap(({ value }) => (value === null ? [] : [value])),
    ...chosen.interpreted.alternatives,
  ]);
  return {
    field,
    path,
    located,
    page,
    value: written.value,
    raw: chosen.pass.text,
    agree,
    differ: passes.length - agree,
    closed: passes.length === 1 && best.value !== null && kind.isClosed(best.value),
    engine: Math.max(...best.readings.map(({ pass }) => pass.confidence)),
    alternatives: [...alternatives].slice(0, MOST_ALTERNATIVES),
    findings: [...chosen.interpreted.findings, ...written.findings],
  };
}

function missing(field: Field, path: string, isLabelled: boolean): Draft {
  return {
    field,
    path,
    located: null,
    page: null,
    value: null,
    raw: null,
    agree: 0,
    differ: 0,
    closed: false,
    engine: 0,
    alternatives: [],
    findings: field.required && !field.handwritten ? [finding(isLabelled ? 'value.missing' : 'label.missing', 'warning', path)] : [],
  };
}

/** What one pass means. The words that most passes have are no pass of their own: `isReal` is false. */
interface Reading {
  readonly pass: Pass;
  readonly interpreted: Interpreted;
  readonly isReal: boolean;
}

/** One value, and the passes that mean it; passes that mean nothing are not alike. */
interface Meaning {
  readonly value: string | null;
  readonly readings: readonly Reading[];
}

function meaningsOf(
  passes: readonly Pass[],
  doubted: readonly string[],
  field: Field,
  path: string,
  { lexicons }: Lists,
): readonly Meaning[] {
  const { votesByWord, knowsWord } = readingKinds[field.kind];
  const texts = passes.map(({ text }) => text);
  const merged = passes.length > 1 && votesByWord ? mergeWords(texts, doubted, (word) => knowsWord(word, lexicons)) : null;
  const least = Math.min(...passes.map(({ confidence }) => confidence));
  const read = (pass: Pass, isReal: boolean): Reading => ({ pass, interpreted: meaningOf(pass.text, field, path), isReal });
  const readings = passes.map((pass) => read(pass, true));
  if (merged !== null) readings.push(read({ text: merged, confidence: least, how: 'merged' }, false));
  const out: { value: string | null; readings: Reading[] }[] = [];
  for (const reading of readings) {
    const { value } = reading.interpreted;
    const group = out.find((one) => one.value !== null && value !== null && isSameForPeople(one.value, value));
    if (group) group.readings.push(reading);
    else out.push({ value, readings: [reading] });
  }
  return out;
}

function weightOf({ value, readings }: Meaning, all: readonly Meaning[], kind: ReadingKind, lists: Lists): number {
  const surest = Math.max(...readings.map(({ pass }) => pass.confidence));
  const isWhole = all.some((other) => value !== null && other.value !== null && kind.hasLost(other.value, value));
  return (
    (value === null ? weights.nothing : kind.likelihood(value, lists) * weights.likelihood) +
    weightOfVotes(readings.filter(({ isReal }) => isReal || readings.length === 1).map(({ pass }) => pass)) +
    (readings.some(({ isReal }) => !isReal) ? weights.merged : 0) +
    (readings.some(({ pass }) => isByFigures(pass) && pass.confidence >= weights.figuresSure) ? weights.figures : 0) +
    (isWhole && surest >= weights.wholeSure ? weights.whole : 0) -
    weightOfFindings(readings[0]?.interpreted.findings ?? []) +
    surest / weights.confidence
  );
}

function weightOfVotes(passes: readonly Pass[]): number {
  const networks = new Set(passes.map(networkOf));
  return networks.size * weights.network + (passes.length - networks.size) * weights.samePass;
}

function weightOfFindings(findings: readonly Finding[]): number {
  return findings.reduce((sum, { severity }) => sum + weights.finding[severity], 0);
}

/** The value with known words in place of those that they most likely are: offered, never written. */
function withKnownWords(value: string, kind: ReadingKind, { lexicons }: Lists): readonly string[] {
  const near = kind.proposals(value, lexicons);
  return near.length === 0 ? [] : [near.reduce((text, { word, proposed }) => text.replace(word, proposed), value)];
}

/** The same but for kinds of apostrophes and numbers of spaces. */
function isSameForPeople(one: string, other: string): boolean {
  const plain = (text: string) => text.replace(/[’ʼ]/g, "'").replace(/\s+/g, ' ');
  return plain(one) === plain(other);
}
