import { z } from 'zod';
import { Turn } from './box.ts';
import { Finding, type FindingCode } from './finding.ts';
import { ListWindow } from './list.ts';
import { Problem } from './problem.ts';

export const PageState = z.enum(['waiting', 'read', 'failed']);
export type PageState = z.infer<typeof PageState>;

/** One side of paper. `sha256` names the stored original; `filePage` is the index in a multi-page original. */
export const Page = z.object({
  id: z.string(),
  batchId: z.string(),
  sequence: z.number().int(),
  fileName: z.string(),
  filePage: z.number().int(),
  sha256: z.string(),
  mediaType: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  dpi: z.number().nullable(),
  state: PageState,
  turn: Turn,
  recordType: z.string().nullable(),
  face: z.string().nullable(),
  recordIds: z.array(z.string()),
  findings: z.array(Finding),
  problem: Problem.nullable(),
});
export type Page = z.infer<typeof Page>;

/** Findings of a picture that should be taken again; a blank page is none of them: backs of sheets are blank. */
export const rescanCodes = [
  'page.damaged',
  'page.blurred',
  'page.faint',
  'page.lowResolution',
  'page.cut',
  'page.dark',
  'page.severalRecords',
] as const satisfies readonly FindingCode[];

export function wantsRescan({ findings }: { readonly findings: readonly Finding[] }): boolean {
  return findings.some(({ code }) => (rescanCodes as readonly FindingCode[]).includes(code));
}

/** Kinds of pages that a person should see first, worst first. */
export const PageAttention = z.enum(['failed', 'blank', 'poor', 'unknown']);
export type PageAttention = z.infer<typeof PageAttention>;

/** Why a page wants to be seen, or null: nothing stands out. */
export function attentionOf(page: Pick<Page, 'state' | 'findings' | 'recordType'>): PageAttention | null {
  if (page.state === 'failed') return 'failed';
  if (page.findings.some(({ code }) => code === 'page.blank')) return 'blank';
  if (wantsRescan(page)) return 'poor';
  if (page.state === 'read' && page.recordType === null) return 'unknown';
  return null;
}

export const PageFilter = z.enum(['all', 'waiting', ...PageAttention.options]);
export type PageFilter = z.infer<typeof PageFilter>;

/** Which pages of a batch; `attention`: what stands out first, the rest as on paper. */
export const PageListQuery = ListWindow.extend({
  filter: PageFilter.default('all'),
  order: z.enum(['paper', 'attention']).default('paper'),
});
export type PageListQuery = z.infer<typeof PageListQuery>;
