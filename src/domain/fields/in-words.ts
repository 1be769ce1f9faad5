import { finding } from '../finding.ts';
import { canonicalText, capitalised, trimPrinted } from '../vietnamese/normal.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, nothing, proposal } from './interpreted.ts';
import { isNone } from './text.ts';

/** What words mean: `cost` grows with the letters that had to be mended. */
interface WordsReading {
  readonly spelled: string;
  readonly cost: number;
  readonly others: readonly unknown[];
}

/** Above this, words are too far from any that mean something. */
const mostCost = 5;
/** Below this, and with one meaning alone, people need not look. */
const surelyMeant = 1.5;

/** A figure or a date that is written in words, as printed; spelling is mended where the words can mean one thing only. */
export function inWords(of: {
  readonly id: FieldKind['id'];
  readonly read: (text: string) => WordsReading | null;
  /** Without the label before it and the brackets around it. */
  readonly bare: (printed: string) => string;
  /** Signs between the words that say nothing. */
  readonly silent?: RegExp;
}): FieldKind {
  const unread = (text: string, path: string) => finding('value.format', 'warning', path, { found: text.slice(0, 80) });
  return {
    id: of.id,
    interpret: (raw, _field, path) => {
      const text = of.bare(trimPrinted(raw)).trim();
      if (isNone(text)) return nothing;
      const words = of.read(text);
      if (!words || words.cost > mostCost) return interpreted(text, [unread(text, path)]);
      const first = text.charAt(0);
      const spelled = first === first.toUpperCase() ? capitalised(words.spelled) : words.spelled;
      const written = text.toLowerCase();
      if (spelled.toLowerCase() === (of.silent ? written.replace(of.silent, '') : written))
        return interpreted(spelled.length === text.length ? text : spelled);
      const severity = words.cost < surelyMeant && words.others.length === 0 ? 'info' : 'warning';
      return interpreted(spelled, [proposal(path, text, spelled, 'spelling', severity)], [text]);
    },
    normalise: (typed) => {
      const text = canonicalText(typed);
      return text === '' ? null : text;
    },
    validate: (value, _field, path) => (of.read(value) ? [] : [unread(value, path)]),
    format: (value) => value,
    toJson: (value) => value,
    column: 'text',
    editor: 'lines',
    holdsDigits: () => true,
  };
}
