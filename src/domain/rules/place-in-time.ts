import { finding } from '../finding.ts';
import { nameKey, type Unit } from '../place.ts';
import { findPlaces } from '../place-address.ts';
import type { Check } from '../record-type.ts';
import { dateSpan } from '../vietnamese/calendar.ts';
import { type Rule, says, silent } from './rule.ts';

/**
 * The units of an address existed on the day of the paper. Told, no more: offices wrote old names for years, and the country's tables know
 * few dates beside 01/07/2025.
 */
export const placeInTime: Rule<Extract<Check, { rule: 'placeInTime' }>> = (check, { value, path, context: { places } }) => {
  const address = value(check.place);
  const span = dateSpan(value(check.date) ?? '');
  if (address === null || !span) return silent;
  const found = findPlaces(places, address, span.first);
  const then = ({ from, to }: Unit) => (from === null || span.last >= from) && (to === null || span.first <= to);
  const gone = [found.commune, found.district, found.province].find((part) => {
    if (!part?.exact || !part.unit) return false;
    const within = part.level === 'province' ? {} : { province: found.province?.unit?.name ?? null };
    const alike = places.byName(part.level, part.name, span.first, within).filter((unit) => nameKey(unit.name) === nameKey(part.name));
    return !alike.some(then);
  });
  if (!gone?.unit) return silent;
  const { from, to } = gone.unit;
  return says(finding('place.time', 'info', path(check.place), { found: gone.name, from: from ?? '', to: to ?? '' }));
};
