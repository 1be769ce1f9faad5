import { finding } from '../finding.ts';
import { findPlaces } from '../place-address.ts';
import type { Check } from '../record-type.ts';
import { type Rule, says, silent } from './rule.ts';

/** Commune, map sheet and parcel are one piece of land: a second live certificate is a conflict to look into. */
export const uniqueParcel: Rule<Extract<Check, { rule: 'uniqueParcel' }>> = (check, { value, path, context }) => {
  const [parcel, sheet, address] = [value(check.parcel), value(check.sheet), value(check.address)];
  if (!context.taken || parcel === null || sheet === null || address === null) return silent;
  // A commune that was split lies in several of today's: any of them may hold the twin.
  for (const { code } of findPlaces(context.places, address).today) {
    const other = code === null ? null : context.taken.parcel(code, sheet, parcel);
    if (other !== null)
      return says(finding('record.duplicateParcel', 'warning', path(check.parcel), { found: `${sheet}/${parcel}`, other }));
  }
  return silent;
};
