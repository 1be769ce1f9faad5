import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { fold } from '#domain/vietnamese/fold';
import { rpc } from '../core.ts';
import { tellError } from '../problem.ts';
import { useTypeNames } from '../record-types.ts';
import { go } from '../router.ts';
import { KeyCaps } from '../ui/KeyCaps.tsx';
import { useMessages } from '../workstation.tsx';
import { liveCommands } from './commands.ts';
import style from './Palette.module.css';
import { performAction } from './use-action.ts';

interface Entry {
  readonly id: string;
  readonly group: 'commands' | 'batches' | 'records';
  readonly label: string;
  readonly note: string;
  readonly keys: string | null;
  readonly run: () => void;
}

/** Ctrl+K: any command by its words (without marks as well), any batch by code or title, any record by its values. */
export function Palette({ opened, close }: { readonly opened: boolean; readonly close: () => void }) {
  const words = useMessages().frame.palette;
  // The layer itself stays, so that the focus goes back to where it was.
  return (
    <Modal
      opened={opened}
      onClose={close}
      withCloseButton={false}
      size="40rem"
      padding={0}
      yOffset="10vh"
      centered={false}
      // On the dialog: the element around it has no role that could have a name.
      attributes={{ content: { 'aria-label': words.label } }}
    >
      <Search close={close} />
    </Modal>
  );
}

function Search({ close }: { readonly close: () => void }) {
  const words = useMessages().frame.palette;
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const { entries, status } = useEntries(text);
  const chosen = Math.min(index, Math.max(0, entries.length - 1));
  // At once, not first when the layer gets round to it: the next letters are meant for it.
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []);
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    // After the layer is gone, so that the screen's own focus is in place.
    setTimeout(entry.run);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      const next = (chosen + step + entries.length) % entries.length;
      setIndex(next);
      document.getElementById(`palette-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(entries[chosen]);
    }
  };

  return (
    <>
      <input
        ref={input}
        className={style.input}
        data-autofocus
        value={text}
        placeholder={words.placeholder}
        aria-label={words.label}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={entries.length > 0 ? `palette-${chosen}` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          setIndex(0);
        }}
        onKeyDown={press}
        spellCheck={false}
      />
      <div id="palette-list" role="listbox" aria-label={words.label} className={style.list}>
        {entries.map((entry, at) => (
          <div
            key={`${entry.group}-${entry.id}`}
            id={`palette-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === chosen}
            className={style.entry}
            onMouseMove={() => setIndex(at)}
            onClick={() => run(entry)}
            onKeyDown={press}
          >
            <span className={style.group}>{entries[at - 1]?.group === entry.group ? '' : words[entry.group]}</span>
            <span className={style.label}>{entry.label}</span>
            <span className={style.note}>{entry.note}</span>
            {entry.keys && <KeyCaps keys={entry.keys} />}
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <p className={style.nothing} role="status">
          {status}
        </p>
      )}
    </>
  );
}

/** What fits the text, best first, and what is said while there is nothing. */
function useEntries(text: string): { readonly entries: readonly Entry[]; readonly status: string } {
  const messages = useMessages();
  const words = messages.frame.palette;
  const names = useTypeNames();
  const [asked] = useDebouncedValue(text.trim(), 150);
  const batches = useQuery(
    rpc.batch.list.queryOptions({
      input: { text: asked, limit: 6 },
      select: ({ rows }) => rows,
      enabled: asked !== '',
      placeholderData: (before) => (asked === '' ? undefined : before),
    }),
  );
  const records = useQuery(
    rpc.record.search.queryOptions({
      input: { text: asked },
      select: ({ rows }) => rows,
      enabled: asked.length >= 2,
      placeholderData: (before) => (asked.length >= 2 ? before : undefined),
    }),
  );
  const entries = useMemo<readonly Entry[]>(() => {
    const wanted = fold(text);
    const fits = (label: string) => wanted === '' || fold(label).includes(wanted);
    const commands = liveCommands()
      .filter(({ move, name }) => !move && fits(name(messages)))
      .map(
        ({ id, name, keys }): Entry => ({
          id,
          group: 'commands',
          label: name(messages),
          note: '',
          keys: keys[0] ?? null,
          run: () => performAction(id),
        }),
      );
    const boxes = (batches.data ?? [])
      .filter(({ code, title, placeName, owner }) => wanted !== '' && fits([code, title, placeName, owner].join(' ')))
      .map(
        (batch): Entry => ({
          id: batch.id,
          group: 'batches',
          label: `${batch.code} · ${batch.title}`,
          note: batch.placeName ?? '',
          keys: null,
          run: () => go({ screen: 'batch', id: batch.id }),
        }),
      );
    const found = (wanted.length >= 2 ? (records.data ?? []) : []).slice(0, 20).map(
      (record): Entry => ({
        id: record.id,
        group: 'records',
        label: record.title || record.match,
        keys: null,
        run: () => go({ screen: 'record', id: record.id }),
        note: [record.match === record.title ? '' : record.match, record.batchCode, record.recordType && names.type(record.recordType)]
          .filter(Boolean)
          .join(' · '),
      }),
    );
    const all: readonly Entry[] =
      asked.length >= 2 && found.length > 0
        ? [{ id: 'all', group: 'records', label: words.all(asked), note: '', keys: null, run: () => go({ screen: 'search', text: asked }) }]
        : [];
    return [...boxes, ...found, ...all, ...commands];
  }, [text, asked, messages, words, names, batches.data, records.data]);
  const status = records.isFetching ? words.searching : records.isError ? tellError(messages, records.error).what : words.nothing;
  return { entries, status };
}
