import type { Lexicons, WordProposal } from '#domain/lexicon';
import type { Located } from '#domain/reading';
import type { Field } from '#domain/record-type';
import type { OcrModel } from '#ports';
import type { Lists } from '#reading/context';

/**
 * What reading asks of a field kind (`FieldKind` in the domain says what its values are, this says how they are read). Shared code never
 * compares with a kind's name: what only one kind does stands in its file. All functions are pure.
 */
export interface ReadingKind {
  // Second pass over the picture.

  /** Which network reads the value again; `raw` is what the first pass read. */
  readonly secondNetwork: (raw: string) => OcrModel;
  /** Numbers stand among its words: where two passes agree, the network for figures reads these numbers once more. */
  readonly figuresAmongWords: boolean;
  /** Two passes agree where they mean the same value, whatever their letters. */
  readonly agreesByValue: boolean;
  /** The value is one of few wordings, so that one sure pass is enough. */
  readonly isClosed: (value: string) => boolean;
  /** How diacritics in the ink are held against the text; null: its values have none. */
  readonly diacritics: Diacritics | null;

  // Where it ends on the paper.

  /** The text cannot end here: more words of the value stand behind it or in the next line. */
  readonly goesOn: (text: string) => boolean;
  /** The printed words around blanks that a pen may fill in; null: such values have none. Asked where the value's own shape is not found. */
  readonly outline: RegExp | null;
  /** Words of the form are in it, the label of something else: no value of this kind has them. */
  readonly holdsLabel: (text: string) => boolean;

  // Interpretation: from the text of the passes to one value.

  /** Takes off what print and recognition leave around and in such a value. Nobody is told: the letters of the value stay. */
  readonly clean: (text: string, field: Field) => string;
  /** Puts right what can be told from the cleaned text alone. A difference is shown as a proposal. */
  readonly mend: (text: string) => string;
  /** Where passes differ, every word may be voted on by itself. */
  readonly votesByWord: boolean;
  /** A word that such values are made of. */
  readonly knowsWord: (word: string, lexicons: Lexicons) => boolean;
  /** 0 to 1: how much the value looks like one of its kind; below 0 what cannot be one. */
  readonly likelihood: (value: string, lists: Lists) => number;
  /** The other reading is this value with something lost, in the way in which recognition loses it. */
  readonly hasLost: (other: string, value: string) => boolean;
  /** The value with the spaces that the paper shows; recognition has its own. Nobody is told. */
  readonly spacedAsPrinted: (value: string, raw: string, lists: Lists) => string;
  /** What all passes lose in the same way, put right one after the other. Each change is shown as a proposal. */
  readonly corrections: readonly Correction[];
  /** Known words that unknown ones most likely are: offered, never written. */
  readonly proposals: (value: string, lexicons: Lexicons) => readonly WordProposal[];

  // Acceptance: what a value needs to pass without a person.

  /** Its words are words of such values. */
  readonly isSpelled: (candidate: Candidate, lexicons: Lexicons) => boolean;
  /** The passes are sure enough of what nothing else could tell. Asked where no other value says the same. */
  readonly isCertain: (candidate: Candidate, lexicons: Lexicons) => boolean;
  /** False where the value alone shows that a part of it is wrong or lost. */
  readonly isPossible: (candidate: Candidate) => boolean;
  /** False where the value ends before such values do, by what the country's lists know. */
  readonly isWhole: (value: string, lists: Lists) => boolean;
}

/** What is known of a value before it is judged. */
export interface Candidate {
  readonly value: string;
  readonly raw: string | null;
  readonly field: Field;
  readonly located: Located;
  /** Two networks of different descent read the same, and neither is in doubt. */
  readonly clear: boolean;
}

export interface Diacritics {
  /** Worn ink speaks against many a right letter. Whether it counts against this word of the value. */
  readonly doubtCounts: (word: string, candidate: Candidate, lexicons: Lexicons) => boolean;
  /** The value may have a dot below that neither the ink nor the networks can tell. */
  readonly mayHideDot: (value: string) => boolean;
}

/** Answers the text as it is where there is nothing to correct. `sure`: all passes agreed, and the networks are sure of each letter. */
export type Correction = (text: string, read: { readonly located: Located; readonly sure: boolean }, lists: Lists) => string;
