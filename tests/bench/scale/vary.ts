import type { KindId, RecordType } from '#domain/record-type';
import { fieldAt } from '#domain/record-type';
import { type Addresses, address, openAddresses, type Place } from '../holdout/addresses.ts';
import { dateIn, type Person, person, personalNumber, taxCode } from '../holdout/people.ts';
import type { Random } from '../holdout/random.ts';

/** Other people, places and numbers in the place of the sample's: no two records of a large store are the same. */
export interface Variation {
  /** Another value of the same kind, written as the present one is; others stay as they are. */
  readonly of: (path: string, present: string) => string;
}

let addresses: Addresses | null = null;

/** A batch is of one commune, as a box of an archive is. */
export function placeOfBatch(r: Random): Place {
  addresses ??= openAddresses();
  return addresses.place(r, r.chance(0.8));
}

export function variation(r: Random, type: RecordType, place: Place): Variation {
  const people = new Map<string, Person>();
  // Names and numbers of one row, or of one field's family (`mother…`, `owner…`), are of one person.
  const who = (path: string): Person => {
    const key = /^.+\[\d+\]/.exec(path)?.[0] ?? path.replace(/(Name|Id|Number|Birth|Sex|Date|Personal).*$/, '');
    const known = people.get(key) ?? person(r, { born: [1935, 2020], highland: place.highland && r.chance(0.55) });
    people.set(key, known);
    return known;
  };
  const kinds: Partial<Record<KindId, (path: string, present: string) => string>> = {
    name: (path) => who(path).name,
    'personal-number': (path) => personalNumber(r, who(path), null),
    address: () => address(r, place),
    date: (path) => (path.toLowerCase().includes('birth') ? who(path).birth : dateIn(r, r.whole(1998, 2026))),
    year: (path) => who(path).birth.slice(0, 4),
    sex: (path) => who(path).sex,
    'tax-code': () => taxCode(r),
    serial: (_, present) => figures(r, present).replace(/^[A-Z]{2}/, () => letters(r)),
    'plot-number': () => String(r.whole(1, 999)),
    area: () => String(r.whole(480, 480_000) / 10),
    money: () => String(r.whole(3, 900) * 100_000_000),
    'registry-number': (_, present) => figures(r, present),
    code: (_, present) => figures(r, present),
  };
  return {
    of: (path, present) => {
      const next = kinds[fieldAt(type, path)?.kind ?? 'text']?.(path, present) ?? present;
      return present === present.toUpperCase() ? next.toUpperCase() : next;
    },
  };
}

function figures(r: Random, present: string): string {
  return present.replace(/\d/g, () => r.digits(1));
}

function letters(r: Random): string {
  return r.pick('ABCD'.split('')) + r.pick('ABCDEGHIKLMNOPQRSTUVXY'.split(''));
}
