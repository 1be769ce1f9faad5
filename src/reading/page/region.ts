import type { Located } from '#domain/reading';
import type { Field, Printed } from '#domain/record-type';
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

/** `part` in fractions of the frame: left, top, right, bottom. */
export function isWithin(part: Readonly<NonNullable<Printed['region']>>, frame: Frame, x: number, y: number): boolean {
  const fx = (x - frame.x0) / frame.width;
  const fy = y / frame.height;
  return fx >= part[0] && fy >= part[1] && fx <= part[2] && fy <= part[3];
}

/** A span of a value on one row. */
export interface ValueSpan extends Span {
  readonly coloured: boolean;
  readonly words: readonly ReadWord[];
  readonly dottedZeros: readonly DottedZero[];
  /** Middles of the dots below the baseline (nặng). */
  readonly dotsBelow: readonly number[];
  /** Where what was read before it on its row ends, and where what was read behind it begins (the next label); null where nothing was. */
  readonly before: number | null;
  readonly behind: number | null;
}

/** Where one value stands, and what the first pass read there. */
export interface Region {
  readonly field: Field;
  readonly table: string | null;
  /** Row of the table on this page; 0 outside tables. */
  readonly row: number;
  /** Record on the page; 0 but on register pages. */
  readonly entry: number;
  readonly spans: readonly ValueSpan[];
  readonly raw: string;
  /** Of the least sure word, 0 to 100. */
  readonly confidence: number;
  /** The label that led here, as the type writes it; empty where none did. */
  readonly label: string;
  /** Words that stand where the value would go on and that nothing on the page explains. */
  readonly unexplained: string | null;
  /** Where ink stands that was not read (`Located`). */
  readonly unread: Located['unread'];
  readonly atEdge: boolean;
  readonly farFromLabel: boolean;
  /** The printed words around it are there and its own are not as printed: a value only if a pen wrote it. */
  readonly onlyByPen?: true;
}

/** A region before its field is named. */
export type UnnamedRegion = Omit<Region, 'field' | 'table' | 'row' | 'entry'>;
