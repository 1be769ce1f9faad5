import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { dayOf } from '#domain/day';
import type { Target } from '#domain/target';
import { formatNumber, parseNumber } from '#messages/format';
import { rpc } from '#renderer/core.ts';
import { useRecordTypes } from '#renderer/record-types.ts';
import { DayInput } from '#renderer/ui/DayInput.tsx';
import band from '#renderer/ui/FormBand.module.css';
import { PlacePicker } from '#renderer/ui/PlacePicker.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useFocusReturn } from '#renderer/ui/use-focus-return.ts';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './TargetsScreen.module.css';

/** Makes a target (null) or changes one. Enter saves, Esc leaves; what is wrong is said at its field. */
export function TargetForm({ target, onDone }: { readonly target: Target | null; readonly onDone: () => void }) {
  const { messages, language, settings } = useWorkstation();
  const words = messages.target;
  const client = useQueryClient();
  const notify = useNotify();
  const types = useRecordTypes();
  const part = useFocusReturn<HTMLFormElement>();
  const first = useRef<HTMLInputElement>(null);
  const today = dayOf(new Date());
  const [title, setTitle] = useState(target?.title ?? '');
  const [recordType, setRecordType] = useState(target?.recordType ?? null);
  const [place, setPlace] = useState({ code: target ? target.placeCode : (settings?.placeCode ?? null), name: target?.placeName ?? null });
  const [total, setTotal] = useState(target ? formatNumber(target.total, language) : '');
  const [share, setShare] = useState(target ? formatNumber(target.share * 100, language) : '100');
  const [from, setFrom] = useState<string | null>(target?.from ?? today);
  const [by, setBy] = useState<string | null>(target?.by ?? `${today.slice(0, 4)}-12-31`);
  const [tried, setTried] = useState(false);
  useEffect(() => first.current?.focus(), []);

  const totalNumber = parseNumber(total, language);
  const percent = parseNumber(share, language);
  const wrong = {
    title: title.trim() === '' ? words.nameNeeded : null,
    total: totalNumber === null || !Number.isInteger(totalNumber) || totalNumber < 1 ? words.totalWrong : null,
    share: percent === null || percent <= 0 || percent > 100 ? words.shareWrong : null,
    days: !from || !by || by < from ? words.daysWrong : null,
  };
  const save = useMutation({
    mutationFn: () => {
      const input = {
        title: title.trim(),
        recordType,
        placeCode: place.code,
        total: totalNumber ?? 0,
        share: (percent ?? 0) / 100,
        from: from ?? '',
        by: by ?? '',
      };
      return target ? rpc.target.update.call({ id: target.id, ...input }) : rpc.target.create.call(input);
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: rpc.target.key() });
      onDone();
    },
    onError: notify.problem,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.values(wrong).every((text) => text === null)) save.mutate();
  };

  return (
    <form
      ref={part}
      className={band.form}
      aria-label={target ? words.edit : words.newTarget}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onDone();
      }}
    >
      <TextInput
        ref={first}
        className={style.name}
        label={words.name}
        placeholder={words.nameHint}
        value={title}
        maxLength={120}
        error={tried && wrong.title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <NativeSelect
        size="xs"
        label={words.recordType}
        value={recordType ?? ''}
        onChange={(event) => setRecordType(event.currentTarget.value || null)}
        data={[{ value: '', label: words.anyType }, ...types.map((type) => ({ value: type.id, label: type.short[language] }))]}
      />
      <div className={style.place}>
        <PlacePicker
          label={words.place}
          placeholder={words.anyPlace}
          code={place.code}
          name={place.name}
          onChange={(code, name) => setPlace({ code, name })}
        />
      </div>
      <TextInput
        className={style.short}
        label={words.total}
        value={total}
        inputMode="numeric"
        error={tried && wrong.total}
        onChange={(event) => setTotal(event.currentTarget.value)}
      />
      <TextInput
        className={style.short}
        label={words.share}
        value={share}
        inputMode="decimal"
        error={tried && wrong.share}
        onChange={(event) => setShare(event.currentTarget.value)}
      />
      <div className={style.short}>
        <DayInput label={words.from} day={from} onChange={setFrom} />
      </div>
      <div className={style.short}>
        <DayInput label={words.by} day={by} onChange={setBy} error={tried ? wrong.days : null} />
      </div>
      <div className={band.buttons}>
        <Button type="submit" loading={save.isPending}>
          {target ? words.save : words.create}
        </Button>
        <Button variant="default" onClick={onDone}>
          {messages.words.cancel}
        </Button>
      </div>
    </form>
  );
}
