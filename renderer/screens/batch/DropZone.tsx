import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import type { GivenFile } from '#renderer/uploads.ts';
import { useMessages } from '#renderer/workstation.tsx';
import style from './DropZone.module.css';
import { droppedFiles } from './dropped-files.ts';

/** Takes files and folders that are dropped anywhere on what it holds, and says so while they hover. */
export function DropZone({ onFiles, children }: { readonly onFiles: (files: readonly GivenFile[]) => void; readonly children: ReactNode }) {
  const words = useMessages().intake;
  const notify = useNotify();
  const [hover, setHover] = useState(false);
  // Every child tells of its own entering and leaving: what counts is how many are entered.
  const depth = useRef(0);
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const drop = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth.current = 0;
    setHover(false);
    void droppedFiles(event.dataTransfer).then(({ files }) => (files.length > 0 ? onFiles(files) : notify.done(words.nothingDropped)));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way; the buttons do the same by keyboard.
    <div
      className={style.zone}
      onDrop={drop}
      onDragOver={(event) => {
        if (carriesFiles(event)) event.preventDefault();
      }}
      onDragEnter={(event) => {
        if (carriesFiles(event)) {
          depth.current += 1;
          setHover(true);
        }
      }}
      onDragLeave={() => {
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setHover(false);
      }}
    >
      {children}
      {hover && (
        <div className={style.veil}>
          <IconFileImport size={44} stroke={1.3} aria-hidden />
          <strong>{words.dropHere}</strong>
          <span>{words.dropKinds}</span>
        </div>
      )}
    </div>
  );
}
