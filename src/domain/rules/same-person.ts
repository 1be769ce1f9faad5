import { type Finding, finding } from '../finding.ts';
import { nameKey } from '../place.ts';
import type { Check } from '../record-type.ts';
import type { Rule, Verdict } from './rule.ts';
import { silent } from './rule.ts';

/** Digits that two numbers of one person may differ by before they are two people's: one or two are a misreading. */
const slips = 2;

/**
 * One person written down in two places of a record (the applicant and a row of the table, the head and a row): equal numbers must have
 * equal names, births and sexes; equal names must not have numbers that differ by a digit or two.
 */
export const samePerson: Rule<Extract<Check, { rule: 'samePerson' }>> = (check, scope) => {
  const [one, other] = check.ids;
  const [id, otherId] = [scope.value(one), scope.value(other)];
  const [name, otherName] = check.names.map((key) => scope.value(key));
  if (id === null || otherId === null) return silent;
  const named = name !== null && otherName !== null && name !== undefined && otherName !== undefined;
  const sameName = named && nameKey(name) === nameKey(otherName);
  if (id !== otherId) return sameName && near(id, otherId) ? differ(check.ids, scope, 'person.number') : silent;
  if (named && !sameName) return differ(check.names, scope, 'person.name');
  const findings: Finding[] = [];
  const agreed = [scope.path(one), scope.path(other), ...(sameName ? check.names.map(scope.path) : [])];
  for (const pair of [check.births, check.sexes]) {
    if (!pair) continue;
    const [mine, theirs] = pair.map((key) => scope.value(key));
    if (!mine || !theirs) continue;
    // 1990 and 1990-07-03 are one birth.
    if (mine === theirs) agreed.push(...pair.map(scope.path));
    else if (!mine.startsWith(theirs) && !theirs.startsWith(mine)) findings.push(...differ(pair, scope, 'person.data').findings);
  }
  return { findings, agreed: findings.length > 0 ? [] : agreed };
};

function differ(pair: readonly string[], scope: Parameters<Rule>[1], code: 'person.number' | 'person.name' | 'person.data'): Verdict {
  const [one = '', other = ''] = pair;
  const say = (mine: string, theirs: string) =>
    finding(code, 'warning', scope.path(mine), { found: scope.value(mine) ?? '', other: scope.value(theirs) ?? '' });
  return { findings: [say(one, other), say(other, one)], agreed: [] };
}

function near(one: string, other: string): boolean {
  return one.length === other.length && [...one].filter((digit, at) => digit !== other[at]).length <= slips;
}
