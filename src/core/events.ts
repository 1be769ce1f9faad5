import type { CoreEvent } from '#contract/events';

interface Told {
  readonly seq: number;
  readonly event: CoreEvent;
}

/** The core's events in order. A listener that was away for more than the last thousand is told to ask for everything. */
export interface Events {
  readonly tell: (event: CoreEvent) => void;
  /** `after`: the last sequence seen; null starts with what comes now. */
  readonly listen: (after: number | null, listener: (told: Told) => void) => () => void;
}

const kept = 1000;
/** Events that may wait in a stream for a client that does not read. */
const unreadAtMost = 5000;

export function openEvents(): Events {
  // Starts above every number of an earlier process, so that a client that comes back from then is told to ask for everything.
  let seq = Date.now() * 1000;
  const recent: Told[] = [];
  const listeners = new Set<(told: Told) => void>();
  return {
    tell: (event) => {
      seq += 1;
      const told = { seq, event };
      recent.push(told);
      if (recent.length > kept) recent.shift();
      for (const listener of [...listeners]) {
        try {
          listener(told);
        } catch {
          // A stream that broke is nobody else's matter, least of all the change's.
          listeners.delete(listener);
        }
      }
    },
    listen: (after, listener) => {
      if (after !== null && after !== seq) {
        const first = recent[0]?.seq ?? seq + 1;
        if (after > seq || after < first - 1) listener({ seq, event: { type: 'resync' } });
        else for (const told of recent) if (told.seq > after) listener(told);
      }
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Server-sent events; a comment every 15 s keeps pipes open. */
export function eventStream(events: Events, lastEventId: string | null): Response {
  const after = lastEventId !== null && /^\d+$/.test(lastEventId) ? Number(lastEventId) : null;
  const encoder = new TextEncoder();
  let leave = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      send('retry: 1000\n\n');
      const stopListening = events.listen(after, ({ seq, event }) => {
        if ((controller.desiredSize ?? 0) > -unreadAtMost) return send(`id: ${seq}\ndata: ${JSON.stringify(event)}\n\n`);
        // Who does not read for so long comes back and is told to ask for everything.
        leave();
        controller.close();
      });
      const beat = setInterval(() => send(': still here\n\n'), 15_000);
      beat.unref();
      leave = () => {
        stopListening();
        clearInterval(beat);
      };
    },
    cancel() {
      leave();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } });
}
