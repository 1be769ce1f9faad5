import type { Lexicons } from '#domain/lexicon';
import type { Places } from '#domain/place';
import type { RuleContext } from '#domain/rules/rule';

/** What the record half of reading needs to know of the world. */
export interface ReadContext {
  /** ISO date. */
  readonly today: string;
  readonly places: Places;
  readonly lexicons: Lexicons;
  /** What other records hold already; left out where nothing is known. */
  readonly taken?: RuleContext['taken'];
}
