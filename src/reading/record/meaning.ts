import type { Interpreted } from '#domain/fields/field-kind';
import { fieldKinds } from '#domain/fields/field-kinds';
import { finding } from '#domain/finding';
import type { Field } from '#domain/record-type';
import { readingKinds } from '#reading/kinds/reading-kinds';

/** What one text means as a value of its field: cleaned and mended as its kind is read, then interpreted by the kind. */
export function meaningOf(text: string, field: Field, path: string): Interpreted {
  const { clean, mend } = readingKinds[field.kind];
  const cleaned = inPatternLetters(clean(withoutSpecks(text), field), field);
  const mended = mend(cleaned);
  const meaning = fieldKinds[field.kind].interpret(mended, field, path);
  if (mended === cleaned || meaning.value === null) return inRegisterLetters(meaning, field);
  const shown = finding('value.proposal', 'warning', path, { raw: cleaned, value: meaning.value, reason: 'separator' });
  return { ...meaning, findings: [...meaning.findings, shown] };
}

/** A number whose letters are capitals by its pattern was printed in capitals, whatever was read. A small l among them is a capital I. */
function inPatternLetters(text: string, { pattern }: Field): string {
  const hasSmall = pattern !== null && /[a-z]/.test(pattern.replace(/\\./g, ''));
  return pattern === null || hasSmall ? text : text.replace(/l/g, 'I').toUpperCase();
}

/** Signs at the ends that paper wear and ruling lines leave behind; a lone `la` before a capital behind the words of units is the Ia of place names. */
export function withoutSpecks(text: string): string {
  return text
    .replace(/(?<=(?:^|[\s,])(?:xã|phường|huyện|trấn|thôn|làng|plei|buôn)\s)[lI1|]a(?=\s\p{Lu})/giu, 'Ia')
    .replace(/^[\s"'.,;:_|\-[\]]+(?=[\p{L}\d(])/u, '')
    .replace(/[\s"',;:_|\-[\]]+$/u, '')
    .replace(/(?<=[\p{L}\d])\s*\.+$/u, '');
}

/** Names of a form that prints them in capitals, as the register writes them. */
function inRegisterLetters(meaning: Interpreted, field: Field): Interpreted {
  if (field.printed.letters !== 'title' || meaning.value === null) return meaning;
  return { ...meaning, value: titled(meaning.value), alternatives: meaning.alternatives.map(titled) };
}

function titled(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name.toLowerCase().replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
