import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Caller } from '#domain/caller';
import { ProblemError, problem } from '#domain/problem';
import { mustFindBatch } from './batch.ts';
import { type CoreContext, change } from './context.ts';
import { shown } from './find-files.ts';
import { addUpload, expectUpload, refuseUpload } from './import.ts';

const maxMegabytes = 700;

const Query = z.object({
  batch: z.string().min(1),
  name: z.string().min(1).max(400),
  import: z.uuid().default(() => randomUUID()),
  folder: z.string().max(1000).default(''),
});

/** POST /api/uploads: the file is on the disk and written down when this answers. */
export async function receiveUpload(core: CoreContext, by: Caller, request: Request, query: URLSearchParams): Promise<Response> {
  const parsed = Query.safeParse(Object.fromEntries(query));
  if (!parsed.success) throw problem('input.invalid', { path: parsed.error.issues[0]?.path.join('.') ?? '' });
  const { batch, name, import: jobId, folder } = parsed.data;
  // Asked first, so that nothing is kept of what belongs nowhere.
  mustFindBatch(core, core.store.read, batch);
  const file = { batchId: batch, jobId, name: shown(name), folder: shown(folder) };
  const arrived = expectUpload(jobId);
  try {
    const { sha256 } = await core.pageStore.put(limited(request.body), request.signal);
    return Response.json(change(core, by, (transaction) => addUpload(transaction, { ...file, sha256 })));
  } catch (error) {
    // One that was announced says why it is not here.
    if (error instanceof ProblemError && error.code === 'upload.tooLarge')
      change(core, by, (transaction) => refuseUpload(transaction, file, error));
    throw error;
  } finally {
    arrived();
  }
}

async function* limited(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxMegabytes * 1_048_576) throw problem('upload.tooLarge', { megabytes: maxMegabytes });
    yield chunk;
  }
}
