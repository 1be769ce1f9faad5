import { figures } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** Dates, in figures alone or between the words ngày, tháng, năm. */
export const dateReading: ReadingKind = {
  ...figures,
  // The year may lie under a seal.
  outline: /\bng[aàáả]y\b.{0,24}\bth[aáàả]ng\b/iu,
  clean: (text) => text.replace(datePhrase, 'ngày $1 tháng $2 năm $3'),
  // A pass that lost the day or the month says less than one that has them.
  likelihood: (value) => (value.length === WHOLE ? 1 : IN_PART),
  // A date without its day or month may have lost them: a person looks whether the paper has no more.
  isPossible: ({ value }) => value.length === WHOLE,
};

/** Characters of an ISO date with its day. */
const WHOLE = 10;

/** How likely a date without its day is: some papers have a year alone. */
const IN_PART = 0.2;

/** Day, month and year between words that may be misread. */
const datePhrase = /(?:\bn\p{L}{1,3}\s*)?\b(\d{1,2})\s*t?h\p{L}{2,4}\s*(\d{1,2})\s*n\S{1,4}\s*(\d{4})\b/iu;
