import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Batch, BatchSource } from '#domain/batch';
import { rpc } from '#renderer/core.ts';
import { go } from '#renderer/router.ts';
import { DayInput } from '#renderer/ui/DayInput.tsx';
import band from '#renderer/ui/FormBand.module.css';
import { PlacePicker } from '#renderer/ui/PlacePicker.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useFocusReturn } from '#renderer/ui/use-focus-return.ts';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './BatchForm.module.css';

/** Sources that a person chooses; the sample batch makes itself. */
const sources = ['box', 'book', 'folder', 'scanner'] as const satisfies readonly BatchSource[];

/** One line of fields: makes a batch (`batch` null) or changes one. Enter saves, Esc leaves. `onDone` has the batch, or null. */
export function BatchForm({ batch, onDone }: { readonly batch: Batch | null; readonly onDone: (batch: Batch | null) => void }) {
  const { messages, settings } = useWorkstation();
  const words = messages.batch;
  const client = useQueryClient();
  const notify = useNotify();
  const part = useFocusReturn<HTMLFormElement>();
  const first = useRef<HTMLInputElement>(null);
  const [title, setTitle] = useState(batch?.title ?? '');
  const [source, setSource] = useState<BatchSource>(batch?.source ?? 'box');
  const [place, setPlace] = useState({ code: batch ? batch.placeCode : (settings?.placeCode ?? null), name: batch?.placeName ?? null });
  const [owner, setOwner] = useState(batch?.owner ?? settings?.person ?? '');
  const [deadline, setDeadline] = useState(batch?.deadline ?? null);
  const [untitled, setUntitled] = useState(false);
  useEffect(() => first.current?.focus(), []);

  const save = useMutation({
    mutationFn: () => {
      const input = { title: title.trim(), source, placeCode: place.code, owner: owner.trim(), deadline };
      return batch ? rpc.batch.update.call({ id: batch.id, ...input }) : rpc.batch.create.call(input);
    },
    onSuccess: (saved) => {
      void client.invalidateQueries({ queryKey: rpc.batch.key() });
      if (!batch) notify.done(`${words.created} ${saved.code}`);
      onDone(saved);
    },
    onError: notify.problem,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === '') {
      setUntitled(true);
      first.current?.focus();
    } else save.mutate();
  };

  return (
    <form
      ref={part}
      className={band.form}
      aria-label={batch ? words.edit : words.newBatch}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onDone(null);
      }}
    >
      <TextInput
        ref={first}
        className={style.title}
        label={words.columns.title}
        placeholder={words.titleHint}
        value={title}
        maxLength={120}
        error={untitled ? words.titleNeeded : null}
        onChange={(event) => {
          setTitle(event.currentTarget.value);
          setUntitled(false);
        }}
      />
      <NativeSelect
        size="xs"
        label={words.columns.source}
        value={source}
        data={(batch?.source === 'sample' ? [...sources, 'sample' as const] : sources).map((value) => ({
          value,
          label: messages.labels.batchSource[value],
        }))}
        onChange={(event) => setSource(sources.find((value) => value === event.currentTarget.value) ?? source)}
      />
      <div className={style.place}>
        <PlacePicker label={words.columns.place} code={place.code} name={place.name} onChange={(code, name) => setPlace({ code, name })} />
      </div>
      <TextInput
        className={style.owner}
        label={words.columns.owner}
        placeholder={words.ownerHint}
        value={owner}
        maxLength={80}
        onChange={(event) => setOwner(event.currentTarget.value)}
      />
      <div className={style.day}>
        <DayInput label={words.columns.deadline} day={deadline} onChange={setDeadline} />
      </div>
      <div className={band.buttons}>
        <Button type="submit" loading={save.isPending}>
          {batch ? words.saveChanges : words.create}
        </Button>
        <Button variant="default" onClick={() => onDone(null)}>
          {messages.words.cancel}
        </Button>
        {batch?.counts.pages === 0 && batch.counts.entriesOpen === 0 && <Remove batch={batch} />}
      </div>
    </form>
  );
}

/** Only a batch without pages can go; asked twice, on the spot. */
function Remove({ batch }: { readonly batch: Batch }) {
  const words = useWorkstation().messages.batch;
  const client = useQueryClient();
  const notify = useNotify();
  const [asked, setAsked] = useState(false);
  const remove = useMutation({
    mutationFn: () => rpc.batch.remove.call({ id: batch.id }),
    onSuccess: () => {
      go({ screen: 'batches' }, { replace: true });
      void client.invalidateQueries({ queryKey: rpc.batch.list.key() });
    },
    onError: notify.problem,
  });
  return asked ? (
    <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
      {words.removeReally}
    </Button>
  ) : (
    <Button variant="default" onClick={() => setAsked(true)}>
      {words.removeBatch}
    </Button>
  );
}
