import type { ImportEntry, ImportEntryState } from '#domain/import-entry';
import type { MarkKind } from '#renderer/ui/Mark.tsx';

export const entryMarks: Readonly<Record<ImportEntryState, MarkKind>> = {
  waiting: 'waiting',
  taken: 'ok',
  copy: 'info',
  locked: 'warning',
  failed: 'error',
  dismissed: 'unreadable',
};

/** The file with its folder, as people name it: many folders have a `1.jpg`. */
export const pathIn = ({ folder, name }: Pick<ImportEntry, 'folder' | 'name'>): string => (folder === '' ? name : `${folder}/${name}`);
