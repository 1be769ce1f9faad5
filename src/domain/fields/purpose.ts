import { finding } from '../finding.ts';
import { type LandPurpose, landPurposes } from '../lists/land-purposes.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import type { FieldKind } from './field-kind.ts';
import { findFigures } from './figures.ts';
import { interpreted, nothing, proposal } from './interpreted.ts';
import { matchPhrase, phrases } from './phrases.ts';
import { casedLike, isNone } from './text.ts';

/** Land-use purposes as printed, several with their areas allowed; each part is looked for in the list of purposes. */
export const purposeKind: FieldKind = {
  id: 'purpose',
  interpret: (raw, field, path) => {
    const text = trimPrinted(raw);
    if (isNone(text)) return nothing;
    const parts = purposeParts(text);
    const value = parts
      .map(
        (part) =>
          part.before +
          (part.match && part.match.distance > 0 && !part.match.rival ? casedLike(part.words, part.match.phrase) : part.words) +
          part.after,
      )
      .join('');
    const worst = Math.max(0, ...parts.map((part) => part.match?.distance ?? 0));
    const findings = value === text ? [] : [proposal(path, text, value, 'spelling', worst <= 1 ? 'info' : 'warning')];
    return interpreted(value, [...findings, ...purposeKind.validate(value, field, path)], [text]);
  },
  normalise: (typed) => {
    const text = canonicalText(typed);
    if (text === '') return null;
    return byCode(text)?.names[0] ?? text;
  },
  validate: (value, _field, path) => {
    const unknown = purposeParts(value).filter((part) => part.words !== '' && !part.match && !byCode(part.words));
    return unknown.length > 0 ? [finding('purpose.unknown', 'warning', path, { found: unknown.map((part) => part.words).join('; ') })] : [];
  },
  format: (value) => value,
  toJson: (value) => value,
  column: 'text',
  editor: 'line',
  holdsDigits: () => true,
  areasOf: (value) => purposesOf(value).map(({ area }) => area),
};

const names = phrases(landPurposes.flatMap((purpose) => purpose.names));
const lower = new Map(landPurposes.flatMap((purpose) => purpose.names.map((name) => [name.toLowerCase(), purpose] as const)));

interface Part {
  readonly before: string;
  readonly words: string;
  readonly after: string;
  readonly match: ReturnType<typeof matchPhrase>;
}

/** `Đất ở tại nông thôn 200 m²; đất trồng cây lâu năm 500 m²`: wordings, with what stands around them kept. */
function purposeParts(text: string): readonly Part[] {
  if (matchPhrase(text, names, 0)) return [{ before: '', words: text, after: '', match: matchPhrase(text, names, 0) }];
  return text.split(/(?<=[;+])/u).map((piece) => {
    const shape = /^(\s*(?:[-+•]\s*)?)(.*?)(\s*(?::?\s*[\d.,]+\s*m\s?[²2]?)?\s*[;+.]?\s*)$/su.exec(piece);
    const [before, words, after] = [shape?.[1] ?? '', shape?.[2] ?? piece, shape?.[3] ?? ''];
    return { before, words, after, match: words === '' ? null : matchPhrase(words, names, 0.12) };
  });
}

function byCode(text: string): LandPurpose | null {
  return landPurposes.find((purpose) => purpose.code.length > 1 && purpose.code === text.toUpperCase()) ?? null;
}

/** Purposes of a value with the area printed behind each (exact decimal text) or null, in order; unknown wordings have no purpose. */
export function purposesOf(
  value: string,
): readonly { readonly words: string; readonly purpose: LandPurpose | null; readonly area: string | null }[] {
  return purposeParts(value)
    .filter((part) => part.words !== '')
    .map((part) => ({
      words: part.words,
      purpose: byCode(part.words) ?? (part.match ? (lower.get(part.match.phrase.toLowerCase()) ?? null) : null),
      area: findFigures(part.after.replace(/m\s?[²2]/giu, ' '), 2)[0]?.value ?? null,
    }));
}
