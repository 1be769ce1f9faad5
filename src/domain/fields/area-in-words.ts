import { finding } from '../finding.ts';
import { canonicalText, capitalised, trimPrinted } from '../vietnamese/normal.ts';
import { readNumberWords } from '../vietnamese/number-words.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, nothing, proposal } from './interpreted.ts';
import { isNone } from './text.ts';

/** An area in words, as printed; spelling is mended where the words can mean one number only. */
export const areaInWordsKind: FieldKind = {
  id: 'area-in-words',
  interpret: (raw, _field, path) => {
    const text = trimPrinted(raw)
      .replace(/^.*bằng chữ\s*[:.]?\s*/iu, '')
      .replace(/^[(\s]+|[)\s]+$/g, '')
      .trim();
    if (isNone(text)) return nothing;
    const words = readNumberWords(text);
    if (!words || words.cost > 5) return interpreted(text, [finding('value.format', 'warning', path, { found: text.slice(0, 80) })]);
    const first = text.charAt(0);
    const spelled = first === first.toUpperCase() ? capitalised(words.spelled) : words.spelled;
    if (spelled.toLowerCase() === text.toLowerCase()) return interpreted(text);
    const severity = words.cost < 1.5 && words.others.length === 0 ? 'info' : 'warning';
    return interpreted(spelled, [proposal(path, text, spelled, 'spelling', severity)], [text]);
  },
  normalise: (typed) => {
    const text = canonicalText(typed);
    return text === '' ? null : text;
  },
  validate: (value, _field, path) =>
    readNumberWords(value) ? [] : [finding('value.format', 'warning', path, { found: value.slice(0, 80) })],
  format: (value) => value,
  toJson: (value) => value,
  column: 'text',
  editor: 'lines',
  holdsDigits: () => true,
};
