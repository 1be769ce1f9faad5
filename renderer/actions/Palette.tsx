import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { fold } from '#domain/vietnamese/fold';
import { rpc } from '../core.ts';
import { tellError } from '../problem.ts';
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
export function Palette({ close }: { readonly close: () => void }) {
  const messages = useMessages();
  const { palette } = messages.frame;
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const [asked] = useDebouncedValue(text.trim(), 150);
  const batches = useQuery(rpc.batch.list.queryOptions({ input: { limit: 1000 }, select: ({ rows }) => rows }));
  const types = useQuery(rpc.workstation.recordTypes.queryOptions());
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
      .filter((batch) => wanted !== '' && fits(`${batch.code} ${batch.title}`))
      .slice(0, 6)
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
    const language = document.documentElement.lang === 'en' ? 'en' : 'vi';
    const found = (wanted.length >= 2 ? (records.data ?? []) : []).slice(0, 20).map(
      (record): Entry => ({
        id: record.id,
        group: 'records',
        label: record.title || record.match,
        keys: null,
        run: () => go({ screen: 'record', id: record.id }),
        note: [
          record.match === record.title ? '' : record.match,
          record.batchCode,
          types.data?.find((type) => type.id === record.recordType)?.short[language],
        ]
          .filter(Boolean)
          .join(' · '),
      }),
    );
    const all: readonly Entry[] =
      asked.length >= 2 && found.length > 0
        ? [
            {
              id: 'all',
              group: 'records',
              label: palette.all(asked),
              note: '',
              keys: null,
              run: () => go({ screen: 'search', text: asked }),
            },
          ]
        : [];
    return [...boxes, ...found, ...all, ...commands];
  }, [text, asked, messages, palette, batches.data, records.data, types.data]);

  const chosen = Math.min(index, Math.max(0, entries.length - 1));
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
    <Modal
      opened
      onClose={close}
      withCloseButton={false}
      size="40rem"
      padding={0}
      yOffset="10vh"
      centered={false}
      aria-label={palette.label}
    >
      <input
        className={style.input}
        data-autofocus
        value={text}
        placeholder={palette.placeholder}
        aria-label={palette.label}
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
      <div id="palette-list" role="listbox" aria-label={palette.label} className={style.list}>
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
            <span className={style.group}>{entries[at - 1]?.group === entry.group ? '' : palette[entry.group]}</span>
            <span className={style.label}>{entry.label}</span>
            <span className={style.note}>{entry.note}</span>
            {entry.keys && <KeyCaps keys={entry.keys} />}
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <p className={style.nothing} role="status">
          {records.isFetching ? palette.searching : records.isError ? tellError(messages, records.error).what : palette.nothing}
        </p>
      )}
    </Modal>
  );
}
