import type { ImportEntryState } from '#domain/import-entry';
import type { MarkKind } from '#renderer/ui/Mark.tsx';

export const entryMarks: Readonly<Record<ImportEntryState, MarkKind>> = {
  waiting: 'waiting',
  taken: 'ok',
  copy: 'info',
  locked: 'warning',
  failed: 'error',
  dismissed: 'unreadable',
};
