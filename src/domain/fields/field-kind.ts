import type { Finding } from '../finding.ts';
import type { Language } from '../label.ts';
import type { Field, KindId } from '../record-type.ts';

/** What a kind made of a raw reading. `value` is canonical (`docs` record-types), null when nothing of the kind stands there. */
export interface Interpreted {
  readonly value: string | null;
  /** Other canonical values that the raw text may also mean, likeliest first, at most three. */
  readonly alternatives: readonly string[];
  readonly findings: readonly Finding[];
}

/** A field kind answers for itself; shared code never switches on a kind's name. All functions are pure and never throw. */
export interface FieldKind {
  readonly id: KindId;
  /** Raw recognised text → canonical value. `path` is used in findings. */
  readonly interpret: (raw: string, field: Field, path: string) => Interpreted;
  /** What a person typed → canonical value, or null when it is not of this kind: the whole of it, or nothing. More lenient than `interpret`. */
  readonly normalise: (typed: string, field: Field) => string | null;
  /** Findings of a canonical value alone. */
  readonly validate: (value: string, field: Field, path: string) => readonly Finding[];
  /** Canonical value → what people of this language read (dd/mm/yyyy, 1.250,5). */
  readonly format: (value: string, language: Language) => string;
  /** Canonical value → JSON of `read --json` and packages. */
  readonly toJson: (value: string) => string | number;
  /** PostgreSQL column type at the destination. */
  readonly column: 'text' | 'numeric' | 'date' | 'integer' | 'bigint';
  readonly editor: 'line' | 'lines' | 'digits' | 'date' | 'choice';
  /** A value of the field may have figures in it: then a plain digit is text, and no key for a reading. */
  readonly holdsDigits: (field: Field) => boolean;

  // What only some kinds have to say; left out by the others.

  /** What a text that is not of the kind may stand for, likeliest first, for a person to choose from. `today`: ISO day. */
  readonly meanings?: (typed: string, today: string) => readonly string[];
  /** People call a record by its first value of such a kind. */
  readonly titlesRecord?: true;
  /** No two papers have the same: faces that say it alike are of one paper, faces that say two are of two. */
  readonly isOfOnePaper?: true;
  /** What every value of the kind is checked against, whatever the record type says. */
  readonly checkedAgainst?: 'places' | 'calendar';
  /** Whose the value is, as far as the value itself says so; null where this one does not. */
  readonly ownerOf?: (value: string) => Owner | null;
  /** Areas of the parts that the value lists, as exact decimal text; null for a part without one. */
  readonly areasOf?: (value: string) => readonly (string | null)[];
}

export interface Owner {
  readonly sex: 'Nam' | 'Nữ';
  readonly birthYear: number;
  /** Where the birth was registered, never the residence; null for a code that no province has. */
  readonly province: string | null;
}
