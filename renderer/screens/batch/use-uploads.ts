import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { rpc, uploadFile } from '#renderer/core.ts';
import type { GivenFile } from './dropped-files.ts';

interface FailedUpload {
  readonly given: GivenFile;
  readonly error: unknown;
}

interface UploadState {
  readonly running: boolean;
  readonly done: number;
  readonly total: number;
  /** Share of all bytes that have left, 0–1. */
  readonly share: number;
  /** Files that the core did not even take as an entry. */
  readonly failed: readonly FailedUpload[];
}

export interface Uploads extends UploadState {
  readonly start: (files: readonly GivenFile[]) => void;
  readonly stop: () => void;
  /** Forgets what is done and what failed. */
  readonly clear: () => void;
}

const idle: UploadState = { running: false, done: 0, total: 0, share: 0, failed: [] };

/**
 * Sends files into one batch (a component that lives for one batch), one after the other: they become pages in the order in which they
 * arrive; what is dropped meanwhile waits its turn. Leaving the batch stops what has not been sent.
 */
export function useUploads(batchId: string): Uploads {
  const client = useQueryClient();
  const [state, setState] = useState(idle);
  const work = useRef<Work | null>(null);
  useEffect(() => () => work.current?.stop(), []);

  const start = useCallback(
    (files: readonly GivenFile[]) => {
      if (files.length === 0) return;
      if (work.current) return work.current.add(files);
      work.current = send(batchId, files, setState, () => {
        work.current = null;
        void client.invalidateQueries({ queryKey: rpc.batch.key() });
      });
    },
    [batchId, client],
  );
  const stop = useCallback(() => work.current?.stop(), []);
  const clear = useCallback(() => setState((now) => (now.running ? { ...now, failed: [] } : idle)), []);
  return { ...state, start, stop, clear };
}

interface Work {
  readonly stop: () => void;
  readonly add: (files: readonly GivenFile[]) => void;
}
interface Parcel {
  readonly given: GivenFile;
  readonly importKey: string;
  readonly of: number;
}

function send(batchId: string, first: readonly GivenFile[], tell: (state: UploadState) => void, ended: () => void): Work {
  const abort = new AbortController();
  const queue: Parcel[] = [];
  const sent = new Map<Parcel, number>();
  const failed: FailedUpload[] = [];
  let done = 0;
  let total = 0;
  let bytes = 0;
  const add = (files: readonly GivenFile[]) => {
    const importKey = crypto.randomUUID();
    queue.push(...files.map((given) => ({ given, importKey, of: files.length })));
    total += files.length;
    bytes += files.reduce((sum, { file }) => sum + file.size, 0);
    report(true);
  };
  const report = (running: boolean) => {
    const gone = [...sent].reduce((sum, [{ given }, share]) => sum + given.file.size * share, 0);
    tell({ running, done, total, share: bytes === 0 ? 0 : gone / bytes, failed: [...failed] });
  };
  const sendAll = async () => {
    for (let parcel = queue.shift(); parcel && !abort.signal.aborted; parcel = queue.shift()) {
      const one = parcel;
      const { given, importKey, of } = one;
      const onProgress = (share: number) => {
        sent.set(one, share);
        report(true);
      };
      try {
        await uploadFile({ batchId, file: given.file, folder: given.folder, importKey, of, signal: abort.signal, onProgress });
      } catch (error) {
        if (abort.signal.aborted) break;
        failed.push({ given, error });
      }
      sent.set(one, 1);
      done += 1;
      report(true);
    }
  };
  add(first);
  void sendAll().then(() => {
    report(false);
    ended();
  });
  return { add, stop: () => abort.abort() };
}
