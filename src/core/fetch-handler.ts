import { ValidationError } from '@orpc/contract';
import { ORPCError, onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/fetch';
import { paths } from '#contract/events';
import type { Caller } from '#domain/caller';
import { problemKinds } from '#domain/problem';
import type { CoreContext } from './context.ts';
import { eventStream } from './events.ts';
import { pageImage } from './image.ts';
import { asAnswer, type buildRouter, type Faults } from './operation.ts';
import { receiveUpload } from './upload.ts';

/** The core as one function. Who is calling is the host's matter. */
export function openFetchHandler(
  core: CoreContext,
  router: ReturnType<typeof buildRouter>,
  faults: Faults,
): (request: Request, caller: Caller) => Promise<Response> {
  const rpc = new RPCHandler(router as never, {
    interceptors: [
      onError((error: unknown) => {
        throw invalidInput(error);
      }),
    ],
  });
  return async (request, caller) => {
    const url = new URL(request.url);
    try {
      if (url.pathname.startsWith(`${paths.rpc}/`)) {
        const { matched, response } = await rpc.handle(request, { prefix: paths.rpc, context: { core, caller, faults } });
        if (matched) return response;
      }
      if (url.pathname === paths.events && request.method === 'GET')
        return eventStream(core.events, request.headers.get('last-event-id') ?? url.searchParams.get('after'));
      if (url.pathname === paths.uploads && request.method === 'POST') return await receiveUpload(core, caller, request, url.searchParams);
      const image = /^\/api\/pages\/([^/]+)\/image$/.exec(url.pathname);
      if (image?.[1] && request.method === 'GET') return await pageImage(core, image[1], url.searchParams, request.signal);
    } catch (error) {
      if (request.signal.aborted) return new Response(null, { status: 499 });
      return problemAnswer(core, url.pathname, error);
    }
    return new Response(null, { status: 404 });
  };
}

/** oRPC's own refusals of bad input get our code, with the path of the first issue. */
export function invalidInput(error: unknown): unknown {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return error;
  const issue = error.cause instanceof ValidationError ? error.cause.issues[0] : undefined;
  const path = (issue?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  return new ORPCError('input.invalid', {
    status: problemKinds['input.invalid'].status,
    data: { path },
    message: 'input.invalid',
    defined: true,
  });
}

/** The same shape as a call's error: `{ code, data }`. */
function problemAnswer(core: CoreContext, where: string, error: unknown): Response {
  const { code, status, data } = asAnswer(core, where.replaceAll(/[0-9a-f-]{36}/g, '<id>'), error);
  return Response.json({ code, status, data }, { status });
}
