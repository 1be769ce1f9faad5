import type { Lexicons } from '#domain/lexicon';
import type { Places } from '#domain/place';
import type { RuleContext } from '#domain/rules/rule';

/** The lists that reading may ask: words of names and of places, and the country's units. */
export interface Lists {
  readonly lexicons: Lexicons;
  readonly places: Places;
}

/** What the record half of reading needs to know of the world. */
export interface ReadContext extends Lists {
  /** ISO date. */
  readonly today: string;
  /** What other records hold already; left out where nothing is known. */
  readonly taken?: RuleContext['taken'];
}
