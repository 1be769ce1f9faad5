import { z } from 'zod';
import { Box, Turn } from './box.ts';
import { Finding } from './finding.ts';

/** What the pipeline says of pages and records. Pure data: it crosses process borders and is stored step by step. */

export const stepIds = ['normalise', 'recognise', 'classify', 'locate', 'explain', 'interpret', 'check'] as const;
export const StepId = z.enum(stepIds);
export type StepId = z.infer<typeof StepId>;

export const Quality = z.object({
  width: z.number(),
  height: z.number(),
  /** Dots per inch, measured from the paper size where the file does not say; null when unknown. */
  dpi: z.number().nullable(),
  /** In pixels of the original. */
  xHeight: z.number(),
  /** Of letters' edges, at the size of A4 at 150 dpi: 1 is a hard edge, 0 no text. */
  sharpness: z.number(),
  /** From the paper to solid text: 1 is black on white. */
  contrast: z.number(),
  /** Mean brightness of the paper, 0 to 255. */
  light: z.number(),
  /** Text runs into the border. */
  cut: z.boolean(),
  blank: z.boolean(),
  damaged: z.boolean(),
  /** Streaks of a dirty glass, from the picture's upper edge to its lower one: first and last pixel column. They were taken out for reading. */
  streaks: z.array(z.tuple([z.number(), z.number()])).default([]),
  /** By how much opposite sides of a photographed sheet differ, as a part of the longer one; 0 where it is a rectangle. */
  keystone: z.number().default(0),
  /** The paper did not lie flat, and was flattened for reading. */
  bent: z.boolean().default(false),
  /** White on black, turned back for reading. */
  negative: z.boolean().default(false),
  /** The darkest large part of the paper, as a part of the brightest: 1 is even light. */
  evenness: z.number().default(1),
});
export type Quality = z.infer<typeof Quality>;

export const Normalised = z.object({
  /** Quarter turns, clockwise, that bring the original upright. */
  turn: Turn,
  /** Skew in degrees that was taken out for recognition. Boxes are always given on the original. */
  skew: z.number(),
  quality: Quality,
  findings: z.array(Finding),
});
export type Normalised = z.infer<typeof Normalised>;

export const Word = z.object({ text: z.string(), confidence: z.number(), box: Box });
export type Word = z.infer<typeof Word>;
export const Line = z.object({ text: z.string(), confidence: z.number(), box: Box, words: z.array(Word) });
export type Line = z.infer<typeof Line>;

export const Recognised = z.object({ lines: z.array(Line), codes: z.array(z.object({ text: z.string(), box: Box })) });
export type Recognised = z.infer<typeof Recognised>;

export const Classified = z.object({
  recordType: z.string().nullable(),
  version: z.number().nullable(),
  face: z.string().nullable(),
  /** All faces on the page, the surest first (two to a page when a folded sheet was scanned open). */
  faces: z.array(z.string()).default([]),
  score: z.number(),
  /** Anchors found, for the developer's view. */
  evidence: z.array(z.string()),
  findings: z.array(Finding),
});
export type Classified = z.infer<typeof Classified>;

/**
 * One recognition of a value's region. Confidence from 0 to 100, as the engine says. `how` says which pass it was, and with which network
 * where that was not the first one (`tall-eng`): `reading/page/passes.ts`.
 */
export const Pass = z.object({ text: z.string(), confidence: z.number(), how: z.string() });
export type Pass = z.infer<typeof Pass>;

/** A value's region on one page. `entry` counts records on a register page, `row` counts rows of a table on this page. */
export const Located = z.object({
  key: z.string(),
  table: z.string().nullable(),
  row: z.number().int(),
  entry: z.number().int(),
  box: Box,
  raw: z.string(),
  confidence: z.number(),
  /** The printed label that led here, as the paper has it ("Ông"); null where the shape or a table did. */
  label: z.string().nullable().default(null),
  /** Other raw readings of the same region, likeliest first. */
  alternatives: z.array(z.string()),
  /** Every pass over the region, the first one first. */
  passes: z.array(Pass).default([]),
  /** Written by pen, also where the form is otherwise printed. */
  handwritten: z.boolean().default(false),
  /** Not surely print, where the form is often filled in by pen. */
  mayBePen: z.boolean().default(false),
  /** Words that stand where the value would go on and that nothing on the page explains; null where there are none. */
  unexplained: z.string().nullable().default(null),
  /** A streak of a dirty glass ran through it, and may have taken a stroke with it. */
  crossed: z.boolean().default(false),
  /** Where ink stands that looks like letters and was not read: right before or behind the value, in its midst, or where it would go on; null where there is none. */
  unread: z.enum(['before', 'within', 'behind', 'below']).nullable().default(null),
  /** It reaches the picture's edge or the fold of an open sheet. */
  atEdge: z.boolean().default(false),
  /** It begins farther from its printed label than values do: its beginning may be lost. */
  farFromLabel: z.boolean().default(false),
  /** Dots below letters (nặng), counted in the ink and not by the engine; null where they cannot be told. */
  dotsBelow: z.number().int().nullable().default(null),
  /**
   * Diacritics as the ink has them, told without the engine: whether all of them are those read (null: not told), the words that the
   * ink speaks against, and the dots below. Null where nobody looked.
   */
  ink: z
    .object({
      agrees: z.boolean().nullable(),
      doubted: z.array(z.string()),
      dotsBelow: z.number().int(),
    })
    .nullable()
    .default(null),
});
export type Located = z.infer<typeof Located>;

/** What of the page nothing explains, and what its form has and the page does not show. */
export const Explained = z.object({
  /** Words, and ink that looks like words and was not read (`text` is null), that are neither the form's nor a value's. */
  unexplained: z.array(z.object({ text: z.string().nullable(), box: Box })),
  /** Keys of the fields whose printed label was not found. */
  unlabelled: z.array(z.string()),
  findings: z.array(Finding),
});
export type Explained = z.infer<typeof Explained>;

/** The page half of the pipeline: what one worker call returns. `milliseconds` by step. */
export const PageReading = z.object({
  normalised: Normalised,
  recognised: Recognised,
  classified: Classified,
  located: z.array(Located),
  /** Null for paper of no known kind; left out in what was read before there was this step. */
  explained: Explained.nullish(),
  /** All text in reading order, where it was asked for. */
  text: z.string().optional(),
  milliseconds: z.record(z.string(), z.number()),
});
export type PageReading = z.infer<typeof PageReading>;

/** One value of a record after interpretation and checks. `page` is an index into the record's pages. */
export const ReadValue = z.object({
  path: z.string(),
  value: z.string().nullable(),
  raw: z.string().nullable(),
  confidence: z.number().nullable(),
  accepted: z.boolean(),
  handwritten: z.boolean(),
  page: z.number().int().nullable(),
  box: Box.nullable(),
  findings: z.array(Finding),
  alternatives: z.array(z.string()),
});
export type ReadValue = z.infer<typeof ReadValue>;

/** The record half: pages in reading order (`page` is the index among the pages given), values by path. */
export const RecordReading = z.object({
  recordType: z.string().nullable(),
  version: z.number().nullable(),
  pages: z.array(z.object({ page: z.number().int(), face: z.string().nullable(), entry: z.number().int() })),
  values: z.array(ReadValue),
  findings: z.array(Finding),
});
export type RecordReading = z.infer<typeof RecordReading>;
