import { setTimeout as wait } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#contract/contract';
import { guardHeader, paths } from '#contract/events';
import type { Language } from '#domain/label';
import type { Fetch } from '../loopback/bridge.ts';

/** The language of whoever sits at the workstation, now and whenever it changes. Outlives restarts of the core; ends with `signal`. */
export async function* languageOf(
  fetch: Fetch,
  options: { readonly signal?: AbortSignal; readonly retryMilliseconds?: number } = {},
): AsyncGenerator<Language> {
  const origin = 'http://core';
  const core: ContractRouterClient<Contract> = createORPCClient(
    new RPCLink({ url: origin + paths.rpc, headers: { [guardHeader]: '1' }, fetch }),
  );
  let last: Language | null = null;
  while (!options.signal?.aborted) {
    try {
      const events = await fetch(new Request(origin + paths.events, { signal: options.signal ?? null }));
      const told = events.body?.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
      let text = 'resync';
      do {
        // With the settings somebody else may sit down.
        if (/preference\.changed|settings\.changed|resync/.test(text)) {
          const { language } = await core.preference.get();
          if (language !== last) yield language;
          last = language;
        }
        const next = await told?.next();
        if (!next || next.done) break;
        text = next.value;
      } while (!options.signal?.aborted);
    } catch {
      // The core is starting again or has ended; either way this only waits.
    }
    await wait(options.retryMilliseconds ?? 2_000, undefined, { signal: options.signal }).catch(() => undefined);
  }
}
