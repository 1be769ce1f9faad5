import type { Field } from '#domain/record-type';
import type { DottedZero } from '#reading/ink/dotted-zeros';
import type { Span } from '#reading/ink/text-lines';
import type { ReadWord } from './recognise.ts';

/** Where values stand. All coordinates are straightened sheet pixels. */

/** The part of the sheet that a face covers: all of it, or a lane of an open sheet. */
export interface Frame {
  readonly x0: number;
  readonly width: number;
  readonly height: number;
}

export function within(region: readonly [number, number, number, number], frame: Frame, x: number, y: number): boolean {
  const fx = (x - frame.x0) / frame.width;
  const fy = y / frame.height;
  return fx >= region[0] && fy >= region[1] && fx <= region[2] && fy <= region[3];
}

/** A span of a value on one row. */
export interface ValueSpan extends Span {
  readonly coloured: boolean;
  readonly words: readonly ReadWord[];
  readonly dottedZeros: readonly DottedZero[];
  readonly dotsBelow: readonly number[];
}

export interface Place {
  readonly field: Field;
  readonly table: string | null;
  readonly row: number;
  readonly entry: number;
  readonly spans: readonly ValueSpan[];
  readonly raw: string;
  readonly confidence: number;
  /** The printed word that led here, as the type writes it. */
  readonly label: string;
}

/** A place before its field is named. */
export type Found = Omit<Place, 'field' | 'table' | 'row' | 'entry'>;
