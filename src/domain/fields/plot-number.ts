import { finding } from '../finding.ts';
import { asDigits } from '../vietnamese/confusions.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, notOfKind, proposal } from './interpreted.ts';

/** Numbers of parcels and map sheets: digits, letters before them allowed (`DC 12`, `TĐ-05`), a digit last. */
export const plotNumberKind: FieldKind = {
  id: 'plot-number',
  interpret: (raw, field, path) => {
    const text = trimPrinted(raw).replace(/^(?:số|thửa|tờ)(?:\s+số)?\s*[:.]?\s*/iu, '');
    const plain = /(?<!\d)\d+(?:\s*[-/+]\s*\d+)*(?!\d)/.exec(text)?.[0];
    const prefixed = /^(\p{Lu}{1,3})[\s\-.]?(\d+)$/u.exec(text);
    if (prefixed) return interpreted(text, plotNumberKind.validate(text, field, path), plain === undefined ? [] : [plain]);
    const token = text.split(/[\s,;:()]+/).find((part) => /\d/.test(part) && /^\d+$/.test(asDigits(part).text));
    if (token !== undefined && !/^\d+$/.test(token)) {
      const value = asDigits(token).text;
      return interpreted(value, [proposal(path, token, value, 'digits')], plain === undefined ? [] : [plain]);
    }
    if (plain !== undefined) {
      const value = plain.replace(/\s+/g, '');
      return interpreted(
        value,
        plotNumberKind.validate(value, field, path),
        [...text.matchAll(/\d+/g)].map((match) => match[0]),
      );
    }
    const letters = asDigits(text).text;
    return /^\d{1,4}$/.test(letters) ? interpreted(letters, [proposal(path, text, letters, 'digits')]) : notOfKind(raw, path);
  },
  normalise: (typed) => {
    const text = canonicalText(typed).toUpperCase();
    return /\d$/.test(text) && text.length <= 20 ? text : null;
  },
  validate: (value, _field, path) =>
    /\d$/.test(value) && value.length <= 20 ? [] : [finding('plot.digits', 'warning', path, { found: value })],
  format: (value) => value,
  toJson: (value) => (/^(?:0|[1-9]\d{0,14})$/.test(value) ? Number(value) : value),
  column: 'text',
  editor: 'digits',
  holdsDigits: () => true,
};
