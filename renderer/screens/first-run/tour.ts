import { useSyncExternalStore } from 'react';
import { rpc } from '#renderer/core.ts';
import { go } from '#renderer/router.ts';

/** The tour's stops, in order: where each leads, and what it points at there (a CSS selector; nothing is pointed at where it is missing). */
export const stops = [
  { id: 'batches', point: 'nav a[href="#/batches"]', lead: async () => go({ screen: 'batches' }) },
  {
    id: 'import',
    point: '[data-tour="import"]',
    lead: async () => {
      const [batch] = (await rpc.batch.list.call({ limit: 1 })).rows;
      go(batch ? { screen: 'batch', id: batch.id } : { screen: 'batches' });
    },
  },
  {
    id: 'record',
    point: '[data-path][data-actions]',
    lead: async () => {
      const next = await rpc.record.next.call({ batchId: null });
      go(next ? { screen: 'record', id: next.recordId } : { screen: 'work' });
    },
  },
  { id: 'search', point: 'button[aria-keyshortcuts="Control+K"]', lead: async () => go({ screen: 'search' }) },
  { id: 'handover', point: 'nav a[href="#/handover"]', lead: async () => go({ screen: 'handover' }) },
  { id: 'targets', point: 'nav a[href="#/targets"]', lead: async () => go({ screen: 'targets' }) },
] as const;

/** Where the tour is: the index of a stop, or null while nobody takes it. */
let at: number | null = null;
const listeners = new Set<() => void>();

export function moveTour(to: number | null): void {
  at = to !== null && to >= 0 && to < stops.length ? to : null;
  for (const told of listeners) told();
  // A stop that cannot lead anywhere still explains itself.
  if (at !== null) void stops[at]?.lead().catch(() => undefined);
}

export function useTour(): number | null {
  return useSyncExternalStore(subscribe, () => at);
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
