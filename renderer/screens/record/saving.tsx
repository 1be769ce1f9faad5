import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { cellOf, type FieldPath } from '#domain/field-path';
import { fieldAt } from '#domain/record-type';
import { formatNumber } from '#messages/format';
import { core, rpc } from '#renderer/core.ts';
import { expectEcho } from '#renderer/events.ts';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useLanguage, useMessages } from '#renderer/workstation.tsx';
import { type Drafts, openDrafts } from './drafts.ts';
import { type Records, recordsOf, windowClock } from './records.ts';
import { openSaver, type Saver } from './saver.ts';

/** What brings a window's decisions and drafts to the core, for as long as the window is open. */
export interface Saving {
  readonly saver: Saver;
  readonly drafts: Drafts;
  readonly records: Records;
  /** The person at this window, as settings name them. */
  readonly person: () => string;
}

const Context = createContext<Saving | null>(null);

export function SavingProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const notify = useNotify();
  const [saving] = useState(() => openSaving(client));
  const { saver, drafts } = saving;

  // A refusal is told wherever the person is by now; the record's own desk opens the value too.
  useEffect(
    () =>
      saver.watchNews((news) => {
        if (news.kind === 'refused') notify.problemOf(<Where recordId={news.recordId} path={news.path} />, news.error);
        if (news.kind === 'failed') notify.problemOf(<Where recordId={news.recordId} path={null} />, news.error);
      }),
    [saver, notify],
  );
  useEffect(() => {
    /** Closing the window now would lose a decision: the browser asks first. */
    const hold = (event: BeforeUnloadEvent) => {
      if (saver.state().waiting > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', hold);
    window.addEventListener('pagehide', drafts.close);
    return () => {
      window.removeEventListener('beforeunload', hold);
      window.removeEventListener('pagehide', drafts.close);
    };
  }, [saver, drafts]);

  return <Context value={saving}>{children}</Context>;
}

/** Which record and which field, for whoever is elsewhere by now. The toasts hang above this provider: nothing of it is asked for here. */
function Where({ recordId, path }: { readonly recordId: string; readonly path: FieldPath | null }) {
  const client = useQueryClient();
  const { record: words } = useMessages();
  const language = useLanguage();
  const record = recordsOf(client).find(recordId);
  if (!record) return null;
  const type = client
    .getQueryData(rpc.workstation.recordTypes.queryKey())
    ?.find(({ id, version }) => id === record.recordType && version === record.version);
  const field = type && path !== null ? fieldAt(type, path) : null;
  const row = path === null ? null : cellOf(path);
  const say = (count: number) => formatNumber(count, language);
  return [
    words.screen.batch(record.batchCode),
    words.screen.of(say(record.sequence), say(record.ofBatch)),
    ...(row ? [words.screen.row(say(row.index + 1))] : []),
    ...(field ? [field.label[language]] : []),
  ].join(' · ');
}

export function useSaving(): Saving {
  const found = useContext(Context);
  if (!found) throw new Error('useSaving outside of SavingProvider');
  return found;
}

function openSaving(client: QueryClient): Saving {
  const records = recordsOf(client);
  const drafts = openDrafts({ send: (draft) => core.value.draft(draft), records, clock: windowClock });
  const saver = openSaver({ core, records, drafts, clock: windowClock, expectEcho });
  return {
    saver,
    drafts,
    records,
    person: () => client.getQueryData(rpc.workstation.state.queryKey())?.settings.person ?? '',
  };
}
