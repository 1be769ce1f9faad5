import { finding } from '../finding.ts';
import { unitWords } from '../lists/administration.ts';
import { fold } from '../vietnamese/fold.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import { distance } from '../vietnamese/similar.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, nothing, proposal } from './interpreted.ts';
import { foreign, isNone } from './text.ts';

/**
 * Addresses as printed. Only the words for kinds of units (xã, huyện, tỉnh …) at the head of a part are mended, since nothing else can stand
 * there; names of places are compared with the country's by a rule, and never replaced.
 */
export const addressKind: FieldKind = {
  id: 'address',
  interpret: (raw, field, path) => {
    const text = tidy(trimPrinted(raw));
    if (isNone(text)) return nothing;
    const mended = mendUnitWords(text);
    const findings = mended === text ? [] : [proposal(path, text, mended, 'spelling', 'info')];
    return interpreted(mended, [...findings, ...addressKind.validate(mended, field, path)], [text]);
  },
  normalise: (typed) => {
    const text = tidy(canonicalText(typed));
    return text === '' ? null : text;
  },
  validate: (value, _field, path) => {
    const signs = value.match(/[^\p{L}\p{M}\p{N}\s'’ʼ.,;:\-–/()&"“”+]/gu) ?? [];
    return [
      ...foreign(value, path),
      ...(signs.length > 0 ? [finding('letters.foreign', 'info', path, { letters: [...new Set(signs)].join(' ') })] : []),
    ];
  },
  format: (value) => value,
  toJson: (value) => value,
  column: 'text',
  editor: 'lines',
  holdsDigits: () => true,
  checkedAgainst: 'places',
};

/** One comma and one space between parts. */
function tidy(text: string): string {
  return text
    .replace(/\s+([,;])/g, '$1')
    .replace(/([,;])(?=[^\s\d])/g, '$1 ')
    .replace(/,(?:\s*,)+/g, ',')
    .replace(/(?<=\p{L})\s?([’'ʼ])\s?(?=\p{L})/gu, '$1')
    .trim();
}

const heads = unitWords
  .filter((unit) => unit.level !== 'village' || ['thôn', 'buôn', 'tổ dân phố', 'khối', 'xóm', 'làng', 'khu phố'].includes(unit.word))
  .map((unit) => unit.word);
const known = new Set(unitWords.flatMap((unit) => [unit.word, ...unit.short]));

/** `xá Ea Kar, huyén Lắk, tinh Đắk Lắk` → `xã Ea Kar, huyện Lắk, tỉnh Đắk Lắk`. */
export function mendUnitWords(text: string): string {
  return text
    .split(/(?<=[,;])\s*/u)
    .map((part) => mendHead(part))
    .join(' ');
}

function mendHead(part: string): string {
  const words = part.split(' ');
  for (const count of [3, 2, 1]) {
    if (words.length <= count) continue;
    const head = words.slice(0, count).join(' ');
    const lower = head.toLowerCase();
    if (known.has(lower)) return part;
    const near = heads.filter(
      (word) => word.split(' ').length === count && fold(word) === fold(lower) && distance(lower, word, 0.9) <= 0.9,
    );
    const [only] = near;
    // A real word of another meaning may fold alike (Xá, Bàn): only where one unit word fits.
    if (only && near.length === 1)
      return [
        head.charAt(0) === head.charAt(0).toLowerCase() ? only : only.charAt(0).toUpperCase() + only.slice(1),
        ...words.slice(count),
      ].join(' ');
  }
  return part;
}
