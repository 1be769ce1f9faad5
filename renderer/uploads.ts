import { isAway } from './core.ts';
import type { Clock } from './screens/record/records.ts';

/**
 * Brings files into batches, one after the other: they become pages in the order in which they arrive. Lives as long as the window, so that
 * leaving a screen ends nothing. The core is told beforehand which files come: what does not come is missed there, by its name.
 */
export interface Uploads {
  readonly bring: (batchId: string, files: readonly GivenFile[]) => void;
  /** Brings nothing more of what is under way; what arrived stays. */
  readonly stop: () => void;
  /** Forgets what failed. */
  readonly clear: () => void;
  /** The same object while nothing changes. */
  readonly state: () => UploadsState;
  readonly watch: (changed: () => void) => () => void;
}

/** A file and the folder it came from inside of what was dropped or chosen, with `/` between its parts; null for a single file. */
export interface GivenFile {
  readonly file: File;
  readonly folder: string | null;
}

export interface UploadsState {
  /** The batch that a file is on its way to; null: nothing is under way. */
  readonly batchId: string | null;
  /** Files since nothing was under way, over all batches. */
  readonly done: number;
  readonly total: number;
  /** Share of all bytes that have left, 0–1. */
  readonly share: number;
  /** Files that could not be sent. */
  readonly failed: readonly FailedUpload[];
}

export interface FailedUpload {
  readonly batchId: string;
  readonly name: string;
  readonly error: unknown;
}

export interface UploadsPorts {
  /** Says which files come; answers the import that they belong to. */
  readonly announce: (batchId: string, jobId: string | null, files: readonly GivenFile[]) => Promise<string>;
  readonly send: (
    parcel: Parcel,
    options: { readonly onProgress: (share: number) => void; readonly signal: AbortSignal },
  ) => Promise<unknown>;
  readonly stop: (jobId: string) => Promise<unknown>;
  /** Rejects with a problem where the file cannot be opened any more: to a sender that looks like a core that is away. */
  readonly open: (file: File) => Promise<void>;
  readonly clock: Clock;
  /** A batch has all that was brought. */
  readonly ended: (batchId: string) => void;
}

export interface Parcel {
  readonly batchId: string;
  readonly jobId: string;
  readonly given: GivenFile;
}

interface Drop {
  readonly batchId: string;
  readonly files: readonly GivenFile[];
}

/** Until a core that did not answer is asked again. */
const retryMilliseconds = 700;
/** Files in one announcement. */
const mostAtOnce = 10_000;

const idle: UploadsState = { batchId: null, done: 0, total: 0, share: 0, failed: [] };

export function openUploads(ports: UploadsPorts): Uploads {
  const watchers = new Set<() => void>();
  let state = idle;
  let drops: readonly Drop[] = [];
  let abort = new AbortController();
  let bytes = 0;
  let gone = 0;

  function set(change: Partial<UploadsState>): void {
    state = { ...state, ...change };
    for (const changed of [...watchers]) changed();
  }

  async function run(): Promise<void> {
    for (let drop = drops[0]; drop; drop = drops[0]) {
      set({ batchId: drop.batchId });
      await bring(drop, abort.signal);
      drops = drops.filter((other) => other !== drop);
      ports.ended(drop.batchId);
    }
    bytes = 0;
    gone = 0;
    set({ ...idle, failed: state.failed });
  }

  async function bring({ batchId, files }: Drop, signal: AbortSignal): Promise<void> {
    let jobId: string | null = null;
    try {
      for (let at = 0; at < files.length && !signal.aborted; at += mostAtOnce) {
        const before: string | null = jobId;
        jobId = await untilThere(signal, () => ports.announce(batchId, before, files.slice(at, at + mostAtOnce)));
      }
      for (const given of files) if (jobId !== null && !signal.aborted) await sendOne({ batchId, jobId, given }, signal);
    } catch (error) {
      if (!signal.aborted) fail(batchId, files[0]?.file.name ?? '', error);
    }
    // Where the core is away it misses what was announced by itself.
    if (signal.aborted && jobId !== null) await ports.stop(jobId).catch(() => undefined);
  }

  async function sendOne(parcel: Parcel, signal: AbortSignal): Promise<void> {
    const { file } = parcel.given;
    const before = gone;
    const onProgress = (share: number) => {
      gone = before + file.size * share;
      set({ share: bytes === 0 ? 0 : gone / bytes });
    };
    try {
      await untilThere(signal, async () => {
        try {
          await ports.send(parcel, { onProgress, signal });
        } catch (error) {
          if (!signal.aborted && isAway(error)) await ports.open(file);
          throw error;
        }
      });
    } catch (error) {
      if (signal.aborted) return;
      fail(parcel.batchId, file.name, error);
    }
    gone = before + file.size;
    set({ done: state.done + 1, share: bytes === 0 ? 0 : gone / bytes });
  }

  /** Asks until the core answers. */
  async function untilThere<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (signal.aborted || !isAway(error)) throw error;
        await new Promise<void>((resolve) => ports.clock.after(retryMilliseconds, resolve));
        signal.throwIfAborted();
      }
    }
  }

  function fail(batchId: string, name: string, error: unknown): void {
    set({ failed: [...state.failed, { batchId, name, error }] });
  }

  return {
    bring(batchId, files) {
      if (files.length === 0) return;
      const isIdle = drops.length === 0;
      drops = [...drops, { batchId, files }];
      bytes += files.reduce((sum, { file }) => sum + file.size, 0);
      set({ total: state.total + files.length });
      if (isIdle) void run();
    },
    stop() {
      drops = drops.slice(0, 1);
      abort.abort();
      abort = new AbortController();
    },
    clear: () => set({ failed: [] }),
    state: () => state,
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
}
