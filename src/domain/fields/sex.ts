import { finding } from '../finding.ts';
import { fold } from '../vietnamese/fold.ts';
import { trimPrinted } from '../vietnamese/normal.ts';
import { distance } from '../vietnamese/similar.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted, notOfKind, proposal } from './interpreted.ts';

/** Sex as papers write it: `Nam` or `Nữ`. Never inferred from a name. */
export const sexKind: FieldKind = {
  id: 'sex',
  interpret: (raw, _field, path) => {
    const words = trimPrinted(raw).split(/[\s,;:./]+/u);
    for (const limit of [0, 0.6, 1]) {
      for (const word of words) {
        const found = near(word, limit);
        if (found === null) continue;
        const same = word.normalize('NFC').toLowerCase() === found.toLowerCase();
        const others = words.filter((other) => other !== word && /\p{L}/u.test(other));
        // Among other words, one that is like it is mostly one of them: “sinh năm” is no man.
        const isAlone = others.length < MANY;
        const beside = isAlone ? [] : [finding('value.unexplained', 'warning', path, { found: others.join(' ') })];
        return interpreted(found, [
          ...(same ? [] : [proposal(path, word, found, 'spelling', limit === 0 && isAlone ? 'info' : 'warning')]),
          ...beside,
        ]);
      }
    }
    return notOfKind(raw, path);
  },
  normalise: (typed) => {
    const key = fold(typed);
    if (['n', 'nam', 'm', 'male', '1'].includes(key)) return 'Nam';
    // Also half-way through Telex (nuwx) and VNI (nu74).
    return ['u', 'f', 'female', '2'].includes(key) || /^nu(?:[wx]{0,2}|[47]{0,2})$/.test(key) ? 'Nữ' : null;
  },
  validate: (value, _field, path) =>
    value === 'Nam' || value === 'Nữ' ? [] : [finding('choice.unknown', 'error', path, { found: value })],
  format: (value, language) => (language === 'vi' ? value : value === 'Nam' ? 'Male' : value === 'Nữ' ? 'Female' : value),
  toJson: (value) => value,
  column: 'text',
  editor: 'choice',
  holdsDigits: () => false,
};

/** Words beside it: one may be what is left of the next label. */
const MANY = 2;

function near(word: string, limit: number): 'Nam' | 'Nữ' | null {
  const key = fold(word);
  if (key.length < 2 || key.length > 4) return null;
  const male = distance(key, 'nam', limit);
  const female = distance(key, 'nu', limit);
  if (male > limit && female > limit) return null;
  if (male === female) return null;
  return male < female ? 'Nam' : 'Nữ';
}
