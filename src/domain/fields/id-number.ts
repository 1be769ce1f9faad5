import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import type { FieldKind } from './field-kind.ts';
import { interpreted } from './interpreted.ts';
import { personalNumberKind } from './personal-number.ts';
import { isTaxCode, taxCodeKind } from './tax-code.ts';

/**
 * Numbers of whatever identity paper an owner showed: a personal number, a passport's, an organisation's tax code. Which of them it is stands
 * in a field of its own; the rule idKind holds both together.
 */
export const idNumberKind: FieldKind = {
  ...personalNumberKind,
  id: 'id-number',
  interpret: (raw, field, path) => {
    const passport = passportIn(trimPrinted(raw));
    if (passport !== null) return interpreted(passport);
    const person = personalNumberKind.interpret(raw, field, path);
    if (person.value !== null && isPersonal(person.value)) return person;
    const tax = taxCodeKind.interpret(raw, field, path);
    return tax.value !== null && isTaxCode(tax.value) ? tax : person;
  },
  normalise: (typed, field) => {
    const tax = taxCodeKind.normalise(typed, field);
    return passportTyped(typed) ?? personalNumberKind.normalise(typed, field) ?? (tax !== null && isTaxCode(tax) ? tax : null);
  },
  validate: (value, field, path) =>
    kindsOf(value).length > 0 && !isPersonal(value) ? [] : personalNumberKind.validate(value, field, path),
  editor: 'line',
};

const passport = /^[A-Z]{1,2}\s?\d{6,8}(?![\p{L}\d])/u;

/** Vietnamese passports have a letter and seven figures; where letters are taken for figures nothing of this length is a personal number. */
function passportIn(text: string): string | null {
  const [number] = (passport.exec(text) ?? []).map((found) => found.replace(/\s/gu, ''));
  if (number === undefined) return null;
  return number.length === 8 || !/^[OQDIZSBG]/u.test(number) ? number : null;
}

function passportTyped(typed: string): string | null {
  const text = canonicalText(typed).toUpperCase().replace(/\s/gu, '');
  return passportIn(text) === text ? text : null;
}

function isPersonal(number: string): boolean {
  return /^(?:\d{9}|\d{12})$/u.test(number);
}

/** The papers that may have such a number, as the dictionary calls them; none for what no paper has. */
export function kindsOf(number: string): readonly string[] {
  if (passport.test(number)) return ['Hộ chiếu'];
  if (isTaxCode(number)) return ['Mã số thuế'];
  if (/^\d{9}$/u.test(number)) return ['CMND', 'Hộ chiếu'];
  return /^\d{12}$/u.test(number) ? ['CCCD', 'CMND'] : [];
}
