import { z } from 'zod';
import { Box } from './box.ts';
import { Finding } from './finding.ts';

/** `read`: waits for a person. `accepted`: the rules let it pass. The others are a person's decision. */
export const ValueState = z.enum(['read', 'accepted', 'confirmed', 'corrected', 'keyed', 'unreadable', 'blank']);
export type ValueState = z.infer<typeof ValueState>;

/** One value with its evidence. `value` is canonical; null is known to be absent (not found, unreadable or blank on paper). */
export const FieldValue = z.object({
  path: z.string(),
  value: z.string().nullable(),
  raw: z.string().nullable(),
  /** Calibrated probability (0–1) that `value` is exactly right; null where nothing was read. */
  confidence: z.number().min(0).max(1).nullable(),
  state: ValueState,
  pageId: z.string().nullable(),
  box: Box.nullable(),
  findings: z.array(Finding),
  alternatives: z.array(z.string()),
  handwritten: z.boolean(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  /** Counts up with every change; a save names the one it was based on. */
  revision: z.number().int().nonnegative(),
});
export type FieldValue = z.infer<typeof FieldValue>;
