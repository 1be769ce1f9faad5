import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { CoreEvent, paths } from '#contract/events';
import { rpc } from './core.ts';

/**
 * The core's event stream. An event only says that something changed: the matching answers are asked for again, at most a few times a
 * second, and only where a screen shows them. After a break everything is asked again.
 */
export function listenToCore(client: QueryClient, onConnection: (connected: boolean) => void): () => void {
  const changes = collector(client);
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let broken = false;
  /** What this window changed may have been changed elsewhere too: asked for once its own changes are over. */
  const later = new Map<string, ReturnType<typeof setTimeout>>();
  const askLater = (recordId: string) => {
    if (later.has(recordId)) return;
    const ask = () => {
      later.delete(recordId);
      changes.add([recordKey(recordId)]);
    };
    later.set(recordId, setTimeout(ask, echoMilliseconds));
  };
  const connect = () => {
    source = new EventSource(paths.events);
    source.onopen = () => {
      onConnection(true);
      if (broken) void client.invalidateQueries();
      broken = false;
    };
    source.onerror = () => {
      broken = true;
      onConnection(false);
      // A refusal ends an EventSource for good; the core may let us in again later.
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(connect, 2000);
    };
    source.onmessage = (message: MessageEvent<string>) => {
      const event = CoreEvent.safeParse(parse(message.data));
      if (!event.success) return;
      if (event.data.type === 'reading.progress') {
        const { type, ...progress } = event.data;
        client.setQueryData(rpc.job.reading.queryKey(), progress);
        if (progress.waiting === 0) changes.add([rpc.job.key(), rpc.batch.key()]);
      } else {
        changes.add(keysOf(event.data));
        if (event.data.type === 'record.changed' && isOwn(event.data.id)) askLater(event.data.id);
      }
    };
  };
  connect();
  return () => {
    clearTimeout(retry);
    for (const timer of later.values()) clearTimeout(timer);
    changes.stop();
    source.close();
  };
}

/** Records that this window has just changed itself: their own echo is not fetched under the clerk's hand, but a little later. */
const ownRecords = new Map<string, number>();
const echoMilliseconds = 2500;

export function expectEcho(recordId: string): void {
  ownRecords.set(recordId, performance.now());
}

function isOwn(recordId: string): boolean {
  return (ownRecords.get(recordId) ?? Number.NEGATIVE_INFINITY) + echoMilliseconds > performance.now();
}

const recordKey = (id: string): QueryKey => rpc.record.open.queryKey({ input: { id } });

export function keysOf(event: CoreEvent): QueryKey[] {
  switch (event.type) {
    case 'batch.changed':
      return [rpc.batch.key(), rpc.handover.preview.key(), rpc.handover.held.key(), rpc.workstation.state.key(), rpc.record.next.key()];
    case 'record.changed': {
      const lists = [
        rpc.batch.key(),
        rpc.record.next.key(),
        rpc.record.search.key(),
        rpc.joining.key(),
        rpc.workstation.state.key(),
        rpc.handover.preview.key(),
        rpc.handover.held.key(),
        rpc.target.key(),
      ];
      return isOwn(event.id) ? lists : [...lists, recordKey(event.id)];
    }
    case 'job.changed':
      return [rpc.job.key(), rpc.batch.key()];
    case 'handover.changed':
      return [rpc.handover.key(), rpc.batch.key(), rpc.target.key()];
    case 'target.changed':
      return [rpc.target.key()];
    case 'settings.changed':
      // Somebody else may sit here now.
      return [rpc.workstation.key(), rpc.preference.key()];
    case 'preference.changed':
      return [rpc.preference.key()];
    case 'reading.progress':
      return [rpc.job.reading.key()];
    case 'resync':
      return [[]];
  }
}

/**
 * Gathers keys for half a second, and for ten times as long as the last answers took (three seconds at most): an import of a thousand pages must not ask a
 * thousand times, and a wall of a thousand pages must not keep two weak cores busy with itself.
 */
function collector(client: QueryClient) {
  const waiting = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let wait = 500;
  let asking = false;
  const flush = async () => {
    timer = null;
    asking = true;
    const keys = [...waiting.values()];
    waiting.clear();
    const before = performance.now();
    await Promise.allSettled(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
    wait = Math.min(3_000, Math.max(500, 10 * (performance.now() - before)));
    asking = false;
    if (waiting.size > 0) schedule();
  };
  const schedule = () => {
    if (!asking) timer ??= setTimeout(() => void flush(), wait);
  };
  return {
    add(keys: readonly QueryKey[]) {
      for (const key of keys) waiting.set(JSON.stringify(key), key);
      schedule();
    },
    stop() {
      if (timer) clearTimeout(timer);
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
