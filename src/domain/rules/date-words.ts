import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { readDateWords } from '../vietnamese/date-words.ts';
import { agree, type Rule, says, silent } from './rule.ts';

/** A date in figures and the same in words, compared by the day that they mean. */
export const dateWords: Rule<Extract<Check, { rule: 'dateWords' }>> = (check, { value, path }) => {
  const date = value(check.date);
  const words = readDateWords(value(check.words) ?? '');
  if (date === null || !words) return silent;
  if (words.value === date) return agree(path(check.date), path(check.words));
  // A year alone in figures is borne out by a whole date in words, but does not bear that out.
  if (words.value.startsWith(date)) return agree(path(check.date));
  if (date.startsWith(words.value)) return silent;
  const params = { found: date, expected: words.value };
  return says(finding('date.words', 'warning', path(check.date), params), finding('date.words', 'warning', path(check.words), params));
};
