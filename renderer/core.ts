import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '#contract/contract';
import { guardHeader, paths } from '#contract/events';
import type { Box } from '#domain/box';
import { ImportEntry } from '#domain/import-entry';
import { Problem } from '#domain/problem';

/** The client of the core: calls, addresses of page images, uploads. The event stream is in `events.ts`. */

const guard = { [guardHeader]: '1' } as const;

export const core: ContractRouterClient<Contract> = createORPCClient(
  new RPCLink({ url: () => new URL(paths.rpc, window.location.href).href, headers: guard }),
);

/** The same calls as options and keys of TanStack Query: `useQuery(rpc.batch.list.queryOptions())`. */
export const rpc = createTanstackQueryUtils(core);

export interface ImageWish {
  /** Pixels wanted on the upright image; the core never enlarges. */
  readonly width?: number;
  readonly height?: number;
  /** A part of the page, in pixels of the original as stored; the answer is upright. */
  readonly crop?: Box;
}

/** Address of a page's image, upright. */
export function pageImageUrl(pageId: string, wish: ImageWish): string {
  const query = new URLSearchParams();
  if (wish.width !== undefined) query.set('width', String(Math.round(wish.width)));
  if (wish.height !== undefined) query.set('height', String(Math.round(wish.height)));
  if (wish.crop) query.set('crop', wish.crop.map((side) => Math.round(side)).join(','));
  return `${paths.pages}/${encodeURIComponent(pageId)}/image?${query}`;
}

export interface Upload {
  readonly batchId: string;
  readonly file: File;
  /** The import that `intake.announce` answered. */
  readonly jobId: string;
  /** The folder inside of what was dropped, with `/` between its parts; null for a single file. */
  readonly folder: string | null;
  /** Share of the file that has left, 0–1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Sends one file into a batch. A file that could not be taken is an entry too; rejects with a Problem or when the core is silent. */
export function uploadFile({ batchId, file, jobId, folder, onProgress, signal }: Upload): Promise<ImportEntry> {
  // fetch() tells nothing of an upload's progress.
  const request = new XMLHttpRequest();
  const query = new URLSearchParams({ batch: batchId, name: file.name, import: jobId, ...(folder ? { folder } : {}) });
  return new Promise((resolve, reject) => {
    request.open('POST', `${paths.uploads}?${query}`);
    request.responseType = 'json';
    for (const [name, value] of Object.entries(guard)) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      const entry = ImportEntry.safeParse(request.response);
      if (entry.success) return resolve(entry.data);
      reject(new RefusedUpload(request.response));
    };
    request.onerror = () => reject(new TypeError('upload.noConnection'));
    request.onabort = () => reject(new DOMException('upload', 'AbortError'));
    const stop = () => request.abort();
    signal?.addEventListener('abort', stop, { once: true });
    request.onloadend = () => signal?.removeEventListener('abort', stop);
    request.send(file);
  });
}

/** What the core answered to an upload that it did not take: `{ code, data }`, as a call's error. */
class RefusedUpload extends Error {
  readonly code: unknown;
  readonly data: unknown;
  constructor(answer: unknown) {
    super('upload.refused');
    const told = typeof answer === 'object' && answer !== null ? answer : {};
    this.code = 'code' in told ? told.code : null;
    this.data = 'data' in told ? told.data : null;
  }
}

/** The core is starting again, or this window has to be let in anew (the same browser may do so in another tab): asking again helps. */
export function isAway(error: unknown): boolean {
  const problem = problemOf(error);
  return problem === 'silent' || problem.code === 'access.refused';
}

/**
 * What an error of a call, an upload or the interface is for people. `silent`: the core did not answer at all (it stopped, or starts
 * again). Whatever is not known has a reference of the core or none.
 */
export function problemOf(error: unknown): Problem | 'silent' {
  if (error instanceof TypeError && !('code' in error)) return 'silent';
  if (typeof error === 'object' && error !== null && 'code' in error) {
    const params = 'data' in error ? error.data : 'params' in error ? error.params : {};
    const known = Problem.safeParse({ code: error.code, params: params ?? {} });
    if (known.success) return known.data;
    // Guards in front of the core answer before any handler does.
    if (error.code === 'FORBIDDEN' || error.code === 'UNAUTHORIZED') return { code: 'access.refused', params: {} };
  }
  return { code: 'unknown', params: { reference: '—' } };
}
