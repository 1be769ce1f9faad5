import { finding } from '../finding.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import { wordNature } from '../vietnamese/syllable.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, nothing, notOfKind } from './interpreted.ts';
import { foreign, isNone } from './text.ts';

/**
 * Names of people and of enterprises, in the letter case and with the apostrophes of the paper. Nothing is corrected here: proposals come
 * from the lexicon of names and stay proposals.
 */
export const nameKind: FieldKind = {
  id: 'name',
  interpret: (raw, field, path) => {
    const text = bare(trimPrinted(raw));
    if (isNone(text)) return nothing;
    // A dash for "nobody" may be read as a letter; no name is as short.
    if ((text.match(/\p{L}/gu) ?? []).length < 2) return notOfKind(raw, path);
    return interpreted(text, nameKind.validate(text, field, path));
  },
  normalise: (typed) => {
    const text = canonicalText(typed);
    return /\p{L}/u.test(text) ? text : null;
  },
  validate: (value, _field, path) => {
    const odd = value
      .split(' ')
      .filter((word) => /\p{L}/u.test(word) && !/\d/.test(word) && !abbreviations.has(word) && wordNature(word) === 'unlikely');
    return [
      ...(/\d/.test(value) ? [finding('name.digits', 'warning', path, { found: value })] : []),
      ...(/[^\p{L}\p{M}\p{N}\s'’ʼ.\-–&(),/"“”]/u.test(value)
        ? [finding('name.letters', 'warning', path, { letters: (value.match(/[^\p{L}\p{M}\p{N}\s'’ʼ.\-–&(),/"“”]/gu) ?? []).join(' ') })]
        : []),
      ...foreign(value, path),
      ...(odd.length > 0 ? [finding('syllable.unknown', 'info', path, { syllable: odd.join(' ') })] : []),
    ];
  },
  format: (value) => value,
  toJson: (value) => value,
  column: 'text',
  editor: 'line',
  holdsDigits: () => true,
  titlesRecord: true,
};

/** In names of enterprises. */
const abbreviations = new Set([
  'TNHH',
  'MTV',
  'CP',
  'DNTN',
  'HTX',
  'XNK',
  'TM',
  'DV',
  'SX',
  'XD',
  'TMDV',
  'SXTM',
  'VLXD',
  'XDTM',
  'XNXD',
  'CTCP',
  'BĐS',
  '&',
  'TV',
  'TV&XD',
]);

const titles =
  /^(?:(?:hộ )?(?:ông|bà)(?: \(bà\)| \(ông\))?|ông\/bà|ông, bà|và (?:vợ|chồng)(?: là)?(?: (?:ông|bà))?|họ và tên|họ tên)\s*[:.]?\s+(?=\p{L})/iu;

/** Without the title before it and the spaces that recognition puts around apostrophes. */
function bare(text: string): string {
  return text
    .replace(titles, '')
    .replace(/^[\d\s.:)]+(?=\p{L})/u, '')
    .replace(/(?<=(?:^|\s)\p{L})\s?(['’ʼ])\s?(?=\p{L})/gu, '$1')
    .trim();
}
