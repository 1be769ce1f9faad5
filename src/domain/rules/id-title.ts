import { personOf } from '../fields/personal-number.ts';
import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { fold } from '../vietnamese/fold.ts';
import { agree, type Rule, says, silent } from './rule.ts';

/** The title printed before a name (Ông, Bà) against the sex in the personal number. The name itself never tells the sex. */
export const idTitle: Rule<Extract<Check, { rule: 'idTitle' }>> = (check, { value, at, path }) => {
  const person = personOf(value(check.id) ?? '');
  const { raw, label } = at(check.name);
  const printed = `${label ?? ''} ${beforeName(raw, value(check.name))}`;
  const [male, female] = [says1(printed, check.male), says1(printed, check.female)];
  // "Ông/Bà" is the form's, and says nothing.
  if (!person || male === female) return silent;
  const sex = male ? 'Nam' : 'Nữ';
  if (person.sex === sex) return agree(path(check.id));
  return says(finding('id.sex', 'warning', path(check.id), { expected: person.sex, found: male ? check.male : check.female }));
};

/** What stands in the raw reading before the name. */
function beforeName(raw: string | null, name: string | null): string {
  if (raw === null) return '';
  const at = name === null ? -1 : raw.indexOf(name.split(' ')[0] ?? name);
  return at < 0 ? '' : raw.slice(0, at);
}

function says1(printed: string, title: string): boolean {
  return fold(printed)
    .split(/[^\p{L}]+/u)
    .includes(fold(title));
}
