import { unitWords } from '#domain/lists/administration';
import type { Places } from '#domain/place';
import { findPlaces } from '#domain/place-address';
import type { Lists } from '#reading/context';
import { numbered, separated, spacedAsPrinted, withUnits } from './address-corrections.ts';
import { readClearly, runningWords } from './families.ts';
import { UNTOLD } from './likelihood.ts';
import type { ReadingKind } from './reading-kind.ts';
import { withWordsJoined, wordsOf } from './words.ts';

/** Addresses: words, numbers of houses and hamlets, and units that the country knows. */
export const addressReading: ReadingKind = {
  ...runningWords,
  figuresAmongWords: true,
  goesOn: (text) => bareUnit.test(text) || halfAnOffice.test(text),
  diacritics: {
    // Units of the country are known by their spelling. Nothing else can tell the village, which stands first.
    doubtCounts: (word, candidate, lexicons) =>
      candidate.value.split(',')[0]?.includes(word.replace(/[,;.]+$/u, '')) === true &&
      candidate.value.includes(',') &&
      !readClearly(word, candidate, lexicons.knowsPlace),
    mayHideDot: () => false,
  },
  likelihood: (value, { lexicons, places }) => {
    const words = wordsOf(value);
    if (words.length === 0) return UNTOLD;
    return (words.filter((word) => lexicons.knowsPlace(word)).length / words.length) * 0.5 + shareOfExactUnits(value, places) * 0.5;
  },
  spacedAsPrinted,
  corrections: [withWordsJoined, numbered, separated, withUnits],
  proposals: (value, lexicons) => lexicons.placeProposals(value),
  isWhole: (value, lists) => beginsAsAddress.test(value) && (value.includes(' ') ? endsAtProvince(value, lists) : isPlace(value, lists)),
};

/** With a name, a figure, or a word for a kind of unit: `ối 8` and `ân dân xã` have lost their beginning. */
const beginsAsAddress = new RegExp(
  `^(?:["“(]?[\\p{Lu}\\d]|(?:${unitWords
    .flatMap(({ word, short }) => [word, ...short])
    .map((word) => word.replaceAll('.', '\\.'))
    .join('|')})[\\s.])`,
  'u',
);

/** A word for a kind of unit, or the first half of one, with no name behind it. */
const bareUnit = new RegExp(
  `(?:^|[\\s,])(?:${[...new Set(unitWords.flatMap(({ word }) => [word, word.split(' ')[0] as string]))].join('|')})$`,
  'iu',
);

/** An office that is somebody's, without whose. */
const halfAnOffice = /(?:^|\s)(?:ủy(?: ban(?: nhân(?: dân)?)?)?|ubnd|trạm(?: y(?: tế)?)?|bệnh(?: viện)?)$/iu;

/** Of one word alone the others were cut off, unless the country knows it (Huế). */
function isPlace(value: string, { places }: Lists): boolean {
  const { province, district, commune } = findPlaces(places, value);
  return [province, district, commune].some((unit) => unit?.exact === true);
}

/** Where an address has parts, the widest is a province, at whatever time; a single part (a hospital, an office) is a name and has none. */
function endsAtProvince(value: string, { places }: Lists): boolean {
  return !value.includes(',') || findPlaces(places, value).province?.unit != null;
}

/** Part of the units in the address that the country has by this spelling. */
function shareOfExactUnits(value: string, places: Places): number {
  const { commune, district, province } = findPlaces(places, value);
  const units = [commune, district, province].filter((unit) => unit !== null);
  return units.length === 0 ? 0 : units.filter((unit) => unit.exact).length / units.length;
}
