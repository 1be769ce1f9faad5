import { Button } from '@mantine/core';
import { IconFilePlus, IconFolderPlus, IconScan } from '@tabler/icons-react';
import { useRef } from 'react';
import { useAction } from '#renderer/actions/use-action.ts';
import { rpc } from '#renderer/core.ts';
import { desktop } from '#renderer/desktop.ts';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import type { GivenFile } from '#renderer/uploads.ts';
import { useMessages } from '#renderer/workstation.tsx';
import { chosenFiles } from './dropped-files.ts';
import style from './ImportButtons.module.css';

/** Choosing files or a folder, and the scanner. Where the host has native dialogs the core reads the paths itself, else they are sent. */
export function ImportButtons({
  batchId,
  onFiles,
  scan,
}: {
  readonly batchId: string;
  readonly onFiles: (files: readonly GivenFile[]) => void;
  readonly scan: () => void;
}) {
  const messages = useMessages();
  const words = messages.intake;
  const notify = useNotify();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const choose = (what: 'files' | 'folder') => {
    const host = desktop();
    if (!host) return (what === 'files' ? files : folder).current?.click();
    const picked = what === 'files' ? host.pickFiles() : host.pickFolder().then((path) => (path === null ? [] : [path]));
    picked.then((paths) => (paths.length > 0 ? rpc.intake.start.call({ batchId, paths: [...paths] }) : null)).catch(notify.problem);
  };
  useAction('batch.files', () => choose('files'));
  useAction('batch.folder', () => choose('folder'));
  const take = (input: HTMLInputElement) => {
    if (input.files) onFiles(chosenFiles(input.files));
    // The same file may be chosen again.
    input.value = '';
  };
  return (
    <div className={style.buttons} data-tour="import">
      <input
        ref={files}
        type="file"
        multiple
        hidden
        accept=".jpg,.jpeg,.png,.tif,.tiff,.pdf"
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={(input) => {
          folder.current = input;
          input?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        multiple
        hidden
        onChange={(event) => take(event.currentTarget)}
      />
      <Button variant="default" leftSection={<IconFilePlus size={15} aria-hidden />} onClick={() => choose('files')}>
        {words.chooseFiles}
      </Button>
      <Button variant="default" leftSection={<IconFolderPlus size={15} aria-hidden />} onClick={() => choose('folder')}>
        {words.chooseFolder}
      </Button>
      <Button variant="default" leftSection={<IconScan size={15} aria-hidden />} onClick={scan}>
        {messages.scanner.scan}
      </Button>
    </div>
  );
}
