import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { readNumberWords } from '../vietnamese/number-words.ts';
import { agree, type Rule, says, silent } from './rule.ts';

/** An area in figures and the same in words, compared by value: linh and lẻ, nghìn and ngàn are all right. */
export const areaWords: Rule<Extract<Check, { rule: 'areaWords' }>> = (check, { value, path }) => {
  const area = value(check.area);
  const words = readNumberWords(value(check.words) ?? '');
  if (area === null || !words) return silent;
  if (Number(words.value) === Number(area)) return agree(path(check.area), path(check.words));
  const params = { found: area, expected: words.value };
  return says(finding('area.words', 'warning', path(check.area), params), finding('area.words', 'warning', path(check.words), params));
};
