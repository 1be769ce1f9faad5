import { ValidationError } from '@orpc/contract';
import { ORPCError, onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/fetch';
import { paths } from '#contract/events';
import { type RouteName, routes } from '#contract/route';
import type { Caller } from '#domain/caller';
import { problem, problemKinds } from '#domain/problem';
import type { CoreContext } from './context.ts';
import { eventStream } from './events.ts';
import { mustMay } from './gate.ts';
import { pageImage } from './image.ts';
import { asAnswer, type buildRouter, gate, type OperationContext } from './operation.ts';
import { receiveUpload } from './upload.ts';

/** The core as one function. Who is calling is the host's matter, what they may is the gate's. */
export function openFetchHandler(
  router: ReturnType<typeof buildRouter>,
  { core, faults, heldRoles }: Omit<OperationContext, 'caller'>,
): (request: Request, caller: Caller) => Promise<Response> {
  const rpc = new RPCHandler<OperationContext>(router as never, {
    interceptors: [
      onError((error: unknown) => {
        throw invalidInput(error);
      }),
    ],
    clientInterceptors: [gate],
  });
  return async (request, caller) => {
    const url = new URL(request.url);
    try {
      if (url.pathname.startsWith(`${paths.rpc}/`)) {
        const { matched, response } = await rpc.handle(await limited(request), {
          prefix: paths.rpc,
          context: { core, caller, faults, heldRoles },
        });
        if (matched) return response;
      }
      for (const name of Object.keys(routes) as RouteName[]) {
        const { method, path, may } = routes[name];
        const found = request.method === method ? path.exec(url.pathname) : null;
        if (!found) continue;
        mustMay(may, caller, heldRoles);
        return await serve[name]({ core, caller, request, query: url.searchParams, id: found[1] ?? '' });
      }
    } catch (error) {
      if (request.signal.aborted) return new Response(null, { status: 499 });
      return problemAnswer(core, url.pathname, error);
    }
    return new Response(null, { status: 404 });
  };
}

/** The longest call names ten thousand files by path. What is longer is refused before it lies in memory as a whole. */
const callMegabytes = 8;

/** The request with its body, of which no more is taken than a call may have; `call.tooLarge`. */
async function limited(request: Request): Promise<Request> {
  if (request.body === null) return request;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = Number(request.headers.get('content-length') ?? 0);
  if (size <= callMegabytes * 1_048_576) size = 0;
  for await (const part of size > 0 ? [] : (request.body as AsyncIterable<Uint8Array<ArrayBuffer>>)) {
    size += part.byteLength;
    if (size > callMegabytes * 1_048_576) break;
    parts.push(part);
  }
  if (size > callMegabytes * 1_048_576) throw problem('call.tooLarge', { megabytes: callMegabytes });
  return new Request(request.url, { method: request.method, headers: request.headers, body: new Blob(parts), signal: request.signal });
}

interface Asked {
  readonly core: CoreContext;
  readonly caller: Caller;
  readonly request: Request;
  readonly query: URLSearchParams;
  readonly id: string;
}

/** How each of the contract's streams is served. */
const serve: Readonly<Record<RouteName, (asked: Asked) => Response | Promise<Response>>> = {
  events: ({ core, request, query }) => eventStream(core.events, request.headers.get('last-event-id') ?? query.get('after')),
  uploads: ({ core, caller, request, query }) => receiveUpload(core, caller, request, query),
  pageImage: ({ core, request, query, id }) => pageImage(core, id, query, request.signal),
};

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
