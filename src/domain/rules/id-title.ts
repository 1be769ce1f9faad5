import { personOf } from '../fields/personal-number.ts';
import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { fold } from '../vietnamese/fold.ts';
import { agree, type Rule, says, silent } from './rule.ts';

/** The words printed before a name (Ông, Bà, và vợ là) against the sex in the personal number. The name itself never tells the sex. */
export const idTitle: Rule<Extract<Check, { rule: 'idTitle' }>> = (check, { value, at, path }) => {
  const person = personOf(value(check.id) ?? '');
  const { raw, label } = at(check.name);
  const printed = `${label ?? ''} ${beforeName(raw, value(check.name))}`;
  const [male, female] = [saysAny(printed, check.male), saysAny(printed, check.female)];
  // "Ông/Bà" is the form's, and says nothing.
  if (!person || male === female) return silent;
  const sex = male ? 'Nam' : 'Nữ';
  if (person.sex === sex) return agree(path(check.id));
  return says(finding('id.sex', 'warning', path(check.id), { expected: person.sex, found: sex }));
};

/** What stands in the raw reading before the name. */
function beforeName(raw: string | null, name: string | null): string {
  if (raw === null) return '';
  const at = name === null ? -1 : raw.indexOf(name.split(' ')[0] ?? name);
  return at < 0 ? '' : raw.slice(0, at);
}

function saysAny(printed: string, titles: string | readonly string[]): boolean {
  const words = fold(printed).split(/[^\p{L}]+/u);
  return [titles].flat().some((title) => words.includes(fold(title)));
}
