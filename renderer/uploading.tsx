import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { core, rpc, uploadFile } from './core.ts';
import { windowClock } from './screens/record/records.ts';
import { openUploads, type Uploads, type UploadsState } from './uploads.ts';

const Context = createContext<Uploads | null>(null);

/** Brings files for as long as the window is open, whatever screen stands in it. */
export function UploadsProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const [uploads] = useState(() =>
    openUploads({
      announce: async (batchId, jobId, files) => {
        const named = files.map(({ file, folder }) => ({ name: file.name, folder: folder ?? '' }));
        return (await core.intake.announce({ batchId, jobId, files: named })).jobId;
      },
      send: ({ batchId, jobId, given }, options) => uploadFile({ batchId, jobId, ...given, ...options }),
      stop: (id) => core.job.stop({ id }),
      open: async (file) => {
        await file
          .slice(0, 1)
          .arrayBuffer()
          .catch(() => {
            throw Object.assign(new Error('file.unreadable'), { code: 'file.unreadable', data: { name: file.name } });
          });
      },
      clock: windowClock,
      ended: () => void client.invalidateQueries({ queryKey: rpc.batch.key() }),
    }),
  );
  useEffect(() => {
    /** Closing the window now would leave files behind: the browser asks first. */
    const hold = (event: BeforeUnloadEvent) => {
      if (uploads.state().batchId !== null) event.preventDefault();
    };
    window.addEventListener('beforeunload', hold);
    return () => window.removeEventListener('beforeunload', hold);
  }, [uploads]);
  return <Context value={uploads}>{children}</Context>;
}

export function useUploads(): Uploads & { readonly now: UploadsState } {
  const uploads = useContext(Context);
  if (!uploads) throw new Error('useUploads outside of UploadsProvider');
  return { ...uploads, now: useSyncExternalStore(uploads.watch, uploads.state) };
}
