import type { Field } from '#domain/record-type';
import type { Stretch } from '#reading/ink/lines';
import type { Dot, ReadWord } from './recognise.ts';

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

/** A stretch of a value on one row. */
export interface Span extends Stretch {
  readonly coloured: boolean;
  readonly words: readonly ReadWord[];
  readonly dots: readonly Dot[];
  readonly pointsBelow: readonly number[];
}

export interface Place {
  readonly field: Field;
  readonly table: string | null;
  readonly row: number;
  readonly entry: number;
  readonly spans: readonly Span[];
  readonly raw: string;
  readonly confidence: number;
  /** The printed word that led here, as the type writes it. */
  readonly label: string;
}

/** A place before its field is named. */
export type Found = Omit<Place, 'field' | 'table' | 'row' | 'entry'>;
