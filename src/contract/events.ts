import { z } from 'zod';
import { ReadingProgress } from '#domain/job';

/**
 * What the core tells unasked, in order, at GET /api/events (server-sent events; `id` is the sequence). An event says that
 * something changed, never what it is now: the client asks again. `resync`: events were missed, ask for everything.
 */
export const CoreEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('batch.changed'), id: z.string() }),
  z.object({ type: z.literal('record.changed'), id: z.string(), batchId: z.string() }),
  z.object({ type: z.literal('job.changed'), id: z.string(), batchId: z.string().nullable() }),
  ReadingProgress.extend({ type: z.literal('reading.progress') }),
  z.object({ type: z.literal('handover.changed'), id: z.string() }),
  z.object({ type: z.literal('target.changed') }),
  z.object({ type: z.literal('settings.changed') }),
  z.object({ type: z.literal('preference.changed') }),
  z.object({ type: z.literal('resync') }),
]);
export type CoreEvent = z.infer<typeof CoreEvent>;

/** Paths of the fetch handler beside the calls. Images and uploads are streams of bytes, so they are not calls. */
export const paths = {
  rpc: '/api/rpc',
  events: '/api/events',
  /** GET: `/api/pages/<id>/image?height=…|width=…` upright; `&crop=x,y,w,h` in original pixels. */
  pages: '/api/pages',
  /**
   * POST: body is the file; `?batch=<id>&name=<file name>&import=<job>`; the job is the one that `intake.announce` answered, so that the pages
   * of one record are put together once and files that do not come are missed; without one the file is an import of its own.
   * `folder=<relative folder>` where a folder was dropped. Sent again it is the same file still. Answers an ImportEntry.
   */
  uploads: '/api/uploads',
} as const;

/** Every change carries this header, which no foreign page can send without a preflight that nobody answers. */
export const guardHeader = 'x-so-song';
