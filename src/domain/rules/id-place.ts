import { personOf } from '../fields/personal-number.ts';
import { finding } from '../finding.ts';
import { nameKey } from '../place.ts';
import { findPlaces } from '../place-address.ts';
import type { Check } from '../record-type.ts';
import { type Rule, says, silent } from './rule.ts';

/**
 * The first three digits of a personal number name the province where the birth was registered, never the residence: told where they
 * differ, no more, since a birth may be registered again elsewhere.
 */
export const idPlace: Rule<Extract<Check, { rule: 'idPlace' }>> = (check, { value, path, context }) => {
  const province = personOf(value(check.id) ?? '')?.province ?? null;
  const address = value(check.place);
  if (province === null || address === null) return silent;
  const printed = findPlaces(context.places, address).province;
  if (!printed?.unit || nameKey(printed.unit.name) === nameKey(province)) return silent;
  const ground = (name: string) => context.places.byName('province', name, null).flatMap((unit) => unit.today);
  // Provinces were joined: a number of the old one is right in the new one.
  if (ground(province).some((code) => printed.unit?.today.includes(code))) return silent;
  return says(finding('id.place', 'info', path(check.id), { expected: province, found: printed.name }));
};
