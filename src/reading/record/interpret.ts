import type { Interpreted } from '#domain/fields/field-kind';
import { fieldKinds } from '#domain/fields/field-kinds';
import { type Finding, finding } from '#domain/finding';
import type { Located } from '#domain/reading';
import type { Field } from '#domain/record-type';
import type { Lists } from '#reading/context';
import { readingKinds } from '#reading/kinds/reading-kinds';
import { wordsOf } from '#reading/kinds/words';
import { networkOf } from '#reading/page/look-again';
import { corrected } from './corrections.ts';

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
  /** One sure look at one of few allowed words was enough. */
  readonly closed: boolean;
  /** The engine's confidence (0–100): the surest of the looks that mean `value`. */
  readonly engine: number;
  readonly alternatives: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Turns the looks at one place into one canonical value: the meaning that most looks share. Where they differ in words, every word is
 * voted on, and what names and places are made of breaks ties; nothing is written that no look has read, but for proposals (corrections.ts).
 */
export function interpretPlace(
  field: Field,
  path: string,
  found: { readonly place: Located; readonly page: number } | null,
  lists: Lists,
): Draft {
  if (!found) {
    const missing = field.required && !field.handwritten ? [finding('value.missing', 'warning', path)] : [];
    return {
      field,
      path,
      place: null,
      page: null,
      value: null,
      raw: null,
      agree: 0,
      differ: 0,
      closed: false,
      engine: 0,
      alternatives: [],
      findings: missing,
    };
  }
  const { place, page } = found;
  const kind = readingKinds[field.kind];
  const looks = place.looks.length > 0 ? place.looks : [{ text: place.raw, confidence: place.confidence, how: 'first' }];
  const mean = (text: string) => meaningOf(text, field, path);
  const meant: { look: Located['looks'][number]; meaning: Interpreted; real: boolean }[] = looks.map((look) => ({
    look,
    meaning: mean(look.text),
    real: true,
  }));
  const merged =
    looks.length > 1 && kind.votesByWord
      ? mergeWords(
          looks.map((l) => l.text),
          place.ink?.doubted ?? [],
          (word) => kind.knowsWord(word, lists.lexicons),
        )
      : null;
  if (merged !== null)
    meant.push({
      look: { text: merged, confidence: Math.min(...looks.map((l) => l.confidence)), how: 'merged' },
      meaning: mean(merged),
      real: false,
    });
  const groups: { value: string | null; items: typeof meant }[] = [];
  for (const item of meant) {
    const group = groups.find((g) => g.value !== null && item.meaning.value !== null && same(g.value, item.meaning.value));
    if (group) group.items.push(item);
    else groups.push({ value: item.meaning.value, items: [item] });
  }
  const weight = (g: (typeof groups)[number]) =>
    (g.value === null ? -10 : kind.likelihood(g.value, lists) * 4) +
    votes(g.items.filter((i) => i.real || g.items.length === 1).map((i) => i.look.how)) +
    (g.items.some((i) => !i.real) ? 0.2 : 0) +
    // Figures are looked at again by eyes that know them better.
    (g.items.some((i) => i.look.how === 'figures' && i.look.confidence >= 85) ? 5 : 0) +
    (groups.some((other) => g.value !== null && other.value !== null && kind.hasLost(other.value, g.value)) &&
    g.items.some((i) => i.look.confidence >= 90)
      ? 5
      : 0) -
    severity(g.items[0]?.meaning.findings ?? []) +
    Math.max(...g.items.map((i) => i.look.confidence)) / 50;
  groups.sort((a, b) => weight(b) - weight(a));
  const [best, ...others] = groups as [(typeof groups)[number], ...typeof groups];
  const chosen = [...best.items].sort(
    (a, b) => severity(a.meaning.findings) - severity(b.meaning.findings) || b.look.confidence - a.look.confidence,
  )[0] as (typeof meant)[number];
  const agree = best.items.filter((i) => i.real).length;
  const sure = agree === looks.length && Math.min(...looks.map((l) => l.confidence)) >= 85;
  const written = best.value === null ? { value: null, findings: [] } : corrected(best.value, place, sure, field, path, lists);
  return {
    field,
    path,
    place,
    page,
    value: written.value,
    raw: chosen.look.text,
    agree,
    differ: looks.length - agree,
    closed: looks.length === 1 && best.value !== null && kind.isClosed(best.value),
    engine: Math.max(...best.items.map((i) => i.look.confidence)),
    alternatives: [
      ...new Set([
        ...(best.value === null ? [] : proposals(best.value, field, lists)),
        ...(written.value !== best.value && best.value !== null ? [best.value] : []),
        ...others.map((g) => g.value).filter((v): v is string => v !== null),
        ...chosen.meaning.alternatives,
      ]),
    ].slice(0, 3),
    findings: [...chosen.meaning.findings, ...written.findings],
  };
}

/** Two looks of one network are hardly two witnesses: they lose the same things. */
function votes(looks: readonly string[]): number {
  const networks = new Set(looks.map(networkOf));
  return networks.size * 2 + (looks.length - networks.size) * 0.25;
}

/** Known words that unknown ones most likely are: offered, never written. */
function proposals(value: string, field: Field, { lexicons }: Lists): readonly string[] {
  const near = readingKinds[field.kind].proposals(value, lexicons);
  return near.length === 0 ? [] : [near.reduce((text, { word, proposed }) => text.replace(word, proposed), value)];
}

function meaningOf(text: string, field: Field, path: string): Interpreted {
  const { clean, mend } = readingKinds[field.kind];
  let plain = clean(cleaned(text), field);
  // A number whose letters are capitals by its pattern was printed in capitals, whatever was read.
  // A small l among them is a capital I.
  if (field.pattern !== null && !/[a-z]/.test(field.pattern.replace(/\\./g, ''))) plain = plain.replace(/l/g, 'I').toUpperCase();
  const mended = mend(plain);
  const meaning = fieldKinds[field.kind].interpret(mended, field, path);
  if (mended === plain || meaning.value === null) return paperLetters(meaning, field);
  const shown = finding('value.proposal', 'warning', path, { raw: plain, value: meaning.value, reason: 'separator' });
  return { ...meaning, findings: [...meaning.findings, shown] };
}

/** Votes word by word where all looks have the same number of words; null where they have not, or agree anyway. */
function mergeWords(texts: readonly string[], doubted: readonly string[], known: (word: string) => boolean): string | null {
  const split = texts.map((text) => cleaned(text).split(/\s+/u));
  const usual = split.map((s) => s.length).sort((a, b) => a - b)[split.length >> 1] as number;
  const usable = split.filter((s) => s.length === usual);
  if (usable.length < 2) return null;
  const out: string[] = [];
  for (let i = 0; i < usual; i++) {
    const votes = new Map<string, number>();
    for (const words of usable) votes.set(words[i] as string, (votes.get(words[i] as string) ?? 0) + 1);
    // Looks that see the same letters under other marks speak for these letters, and the ink against a mark that it does not have.
    const alike = (word: string) =>
      usable.filter((words) => words[i] !== word && bareLetters(words[i] as string) === bareLetters(word)).length;
    const against = (word: string) => (doubted.includes(word) && alike(word) > 0 ? 1.5 : 0);
    const ranked = [...votes]
      .map(([word, count]) => ({ word, score: count + (wordsOf(word).every(known) ? 1.1 : 0) + alike(word) * 0.4 - against(word) }))
      .sort((a, b) => b.score - a.score);
    out.push((ranked[0] as { word: string }).word);
  }
  return out.join(' ');
}

function bareLetters(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '');
}

function severity(findings: readonly Finding[]): number {
  return findings.reduce((sum, f) => sum + (f.severity === 'error' ? 5 : f.severity === 'warning' ? 2.5 : 0.2), 0);
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
  return text
    .replace(/(?<=(?:^|[\s,])(?:xã|phường|huyện|trấn|thôn|làng|plei|buôn)\s)[lI1|]a(?=\s\p{Lu})/giu, 'Ia')
    .replace(/^[\s"'.,;:_|\-[\]]+(?=[\p{L}\d(])/u, '')
    .replace(/[\s"',;:_|\-[\]]+$/u, '')
    .replace(/(?<=[\p{L}\d])\s*\.+$/u, '');
}

/** Names of a form that prints them in capitals but keeps them in ordinary letters. */
function paperLetters(meaning: Interpreted, field: Field): Interpreted {
  if (field.printed.letters !== 'title' || meaning.value === null) return meaning;
  return { ...meaning, value: titled(meaning.value), alternatives: meaning.alternatives.map(titled) };
}

export function titled(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name.toLowerCase().replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
