import type { Children } from '#children';
import type { CoreEvent } from '#contract/events';
import type { SharedReadingState } from '#domain/job';
import type { Settings } from '#domain/settings';
import type { Clock, Destination, ReadingQueue, Scanner, Secrets } from '#ports';
import type { WriteHandle } from '#store/handle';
import type { Store } from '#store/open-store';
import type { PageStore } from '#store/page-store';
import type { Renditions } from '#store/renditions';
import type { Events } from './events.ts';
import type { Knowledge } from './knowledge.ts';
import type { Log } from './log.ts';
import type { PagesDone } from './pace.ts';
import type { Scheduler } from './scheduler.ts';

export type DestinationTarget =
  | { readonly kind: 'postgres'; readonly url: string; readonly password?: string }
  | { readonly kind: 'embedded'; readonly folder: string };

export interface QueueAddress {
  readonly url: string;
  readonly password: string | null;
  readonly key: string;
  /** This workstation among those that share pages. */
  readonly office: string;
}

/** Everything foreign that the core works with; the program that runs it brings the real ones. */
export interface Engines {
  /** Child processes that read pages and open files; as many as there are readers. */
  readonly readers: Children;
  /** Child processes that make pictures for people, so that looking never waits behind reading. */
  readonly painters: Children;
  readonly scanner: Scanner;
  readonly openDestination: (target: DestinationTarget) => Destination;
  readonly secrets: Secrets;
  readonly openReadingQueue: (address: QueueAddress) => ReadingQueue;
  readonly newQueueKey: () => string;
}

/** What every handler and job of one open core shares. */
export interface CoreContext {
  readonly dataFolder: string;
  readonly samplesFolder: string;
  readonly version: string;
  readonly store: Store;
  readonly pageStore: PageStore;
  readonly renditions: Renditions;
  readonly engines: Engines;
  readonly events: Events;
  readonly scheduler: Scheduler;
  readonly pagesDone: PagesDone;
  /** How reading along by other computers stands; null where it is off. */
  readonly sharedReading: () => SharedReadingState | null;
  readonly clock: Clock;
  readonly knowledge: Knowledge;
  readonly log: Log;
  readonly settings: () => Settings;
}

/** One change: a transaction with its time and person; what it tells is told when it is on the disk. */
export interface Change {
  readonly core: CoreContext;
  readonly write: WriteHandle;
  readonly at: string;
  readonly person: string;
  readonly tell: (event: CoreEvent) => void;
}

/** Runs a change as one transaction, then tells its events. Nothing is told of a change that failed. */
export function change<T>(core: CoreContext, work: (change: Change) => T extends PromiseLike<unknown> ? never : T): T {
  const told: CoreEvent[] = [];
  const result = core.store.write<T>((write) =>
    work({
      core,
      write,
      at: core.clock.now().toISOString(),
      person: core.settings().person,
      tell: (event) => {
        told.push(event);
      },
    }),
  );
  for (const event of told) core.events.tell(event);
  return result;
}
