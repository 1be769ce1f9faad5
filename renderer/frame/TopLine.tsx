import { ActionIcon, Popover, SegmentedControl } from '@mantine/core';
import {
  IconAdjustments,
  IconBuilding,
  IconKeyboard,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlugConnectedX,
  IconSearch,
  IconUser,
  IconX,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { formatNumber } from '#messages/format';
import { problemText } from '#messages/render';
import { rpc } from '../core.ts';
import { href } from '../router.ts';
import { KeyCaps } from '../ui/KeyCaps.tsx';
import { Mark, type MarkKind } from '../ui/Mark.tsx';
import { useKeyboardAtOnce } from '../ui/use-keyboard-at-once.ts';
import { useUploads } from '../uploading.tsx';
import { useWorkstation } from '../workstation.tsx';
import { useReadingToggle } from './FrameActions.tsx';
import style from './TopLine.module.css';

/** One line: where and who, how reading goes, how hand-over stands, and the way to everything (Ctrl+K). Widths are kept, so nothing jumps. */
export function TopLine({
  connected,
  openPalette,
  openKeys,
}: {
  readonly connected: boolean;
  readonly openPalette: () => void;
  readonly openKeys: () => void;
}) {
  const { messages, settings } = useWorkstation();
  const { frame } = messages;
  return (
    <header className={style.line}>
      <span className={style.who} title={frame.place}>
        <IconBuilding size={15} aria-hidden />
        <span className={style.cut}>{settings?.office || frame.noPlace}</span>
      </span>
      <span className={style.who} title={frame.person}>
        <IconUser size={15} aria-hidden />
        <span className={style.cut}>{settings?.person ?? ''}</span>
      </span>
      <button type="button" className={style.find} onClick={openPalette} aria-keyshortcuts="Control+K">
        <IconSearch size={14} aria-hidden />
        <span className={style.cut}>{frame.palette.label}</span>
        <KeyCaps keys="Ctrl+K" />
      </button>
      {connected ? null : (
        <span className={style.lost} role="status">
          <IconPlugConnectedX size={15} aria-hidden />
          {frame.offline}
        </span>
      )}
      <span className={style.right}>
        <Copying />
        <Reading />
        <HandoverState />
        <Look />
        <ActionIcon onClick={openKeys} aria-label={frame.keys.title} title={`${frame.keys.title} (?)`}>
          <IconKeyboard size={18} aria-hidden />
        </ActionIcon>
      </span>
    </header>
  );
}

/** Files on their way into a batch, whatever screen is open. */
function Copying() {
  const { messages, language } = useWorkstation();
  const { intake: words } = messages;
  const { now, stop } = useUploads();
  const say = (count: number) => formatNumber(count, language);
  const [failed] = now.failed;
  const batchId = now.batchId ?? failed?.batchId ?? null;
  if (batchId === null) return null;
  return (
    <span className={style.copying} role="status">
      <a className={style.unread} href={href({ screen: 'batch', id: batchId })} title={words.toBatch}>
        <Mark kind={now.batchId === null ? 'error' : 'sent'} />
        {now.batchId === null ? words.uploadFailed(say(now.failed.length)) : words.copying(say(now.done), say(now.total))}
      </a>
      {now.batchId !== null && (
        <ActionIcon size="sm" onClick={stop} aria-label={words.stopUpload} title={words.stopUpload}>
          <IconX size={15} aria-hidden />
        </ActionIcon>
      )}
    </span>
  );
}

function Reading() {
  const { messages, language } = useWorkstation();
  const words = messages.frame.reading;
  const { data } = useQuery(rpc.job.reading.queryOptions());
  const toggle = useReadingToggle();
  const busy = data !== undefined && data.waiting > 0;
  const say = (count: number) => formatNumber(count, language);
  const text =
    !data || (!busy && !data.paused)
      ? words.idle
      : data.paused
        ? words.paused(say(data.waiting))
        : words.progress(say(data.done), say(data.total));
  const trouble = data?.shared?.problem ? problemText(messages.problems, data.shared.problem) : null;
  return (
    <span className={style.reading} title={data?.pausedBy ? `${text} (${data.pausedBy})` : text}>
      {trouble && (
        <a href={href({ screen: 'settings' })} title={`${trouble.what} ${trouble.next}`} aria-label={trouble.what}>
          <Mark kind="warning" />
        </a>
      )}
      {data && data.failed > 0 && <Unread mark="error" text={words.failedShort(say(data.failed))} title={words.failed(say(data.failed))} />}
      {data && data.stopped > 0 && (
        <Unread mark="info" text={words.stoppedShort(say(data.stopped))} title={words.stopped(say(data.stopped))} />
      )}
      <span className={style.readingText} data-quiet={!busy || undefined}>
        {text}
      </span>
      <span
        className={style.track}
        role="progressbar"
        aria-label={words.label}
        aria-valuemin={0}
        aria-valuemax={data?.total || 1}
        aria-valuenow={busy ? data.done : data?.total || 1}
        aria-valuetext={text}
      >
        <span
          className={style.fill}
          data-idle={!busy || undefined}
          style={{ transform: `scaleX(${busy ? data.done / Math.max(1, data.total) : 0})` }}
        />
      </span>
      <ActionIcon
        size="sm"
        onClick={toggle}
        disabled={!busy && !data?.paused}
        aria-label={data?.paused ? words.resume : words.pause}
        title={data?.paused ? words.resume : words.pause}
      >
        {data?.paused ? <IconPlayerPlay size={15} aria-hidden /> : <IconPlayerPause size={15} aria-hidden />}
      </ActionIcon>
    </span>
  );
}

/** Pages that nobody reads any more unless somebody says so. */
function Unread({ mark, text, title }: { readonly mark: MarkKind; readonly text: string; readonly title: string }) {
  return (
    <a className={style.unread} href={href({ screen: 'batches' })} title={title}>
      <Mark kind={mark} /> {text}
    </a>
  );
}

function HandoverState() {
  const { messages, language } = useWorkstation();
  const words = messages.frame.handover;
  const list = useQuery(rpc.handover.list.queryOptions({ input: {}, select: ({ rows }) => rows }));
  const preview = useQuery(rpc.handover.preview.queryOptions());
  const latest =
    list.data?.reduce<(typeof list.data)[number] | null>((last, one) => (last && last.startedAt >= one.startedAt ? last : one), null) ??
    null;
  const ready = preview.data?.reduce((sum, batch) => sum + batch.ready.records, 0) ?? 0;
  const sending = latest?.state === 'preparing' || latest?.state === 'waiting' || latest?.state === 'sending';
  const failed = latest?.state === 'failed' || latest?.state === 'unsettled';
  const text = sending
    ? words.sending(latest.batchCode)
    : failed
      ? words.failed(latest.batchCode)
      : ready > 0
        ? words.ready(formatNumber(ready, language))
        : words.none;
  return (
    <a className={style.handover} href={href({ screen: 'handover' })} data-quiet={(!sending && !failed && ready === 0) || undefined}>
      <Mark kind={failed ? 'warning' : sending ? 'sent' : 'info'} />
      {text}
    </a>
  );
}

function Look() {
  const { messages, preferences, savePreferences } = useWorkstation();
  const { language } = preferences;
  const words = messages.frame.look;
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Popover position="bottom-end" trapFocus onClose={() => button.current?.focus()}>
      <Popover.Target>
        <button ref={button} type="button" className={style.look} title={words.label}>
          <IconAdjustments size={17} aria-hidden />
          {language === 'vi' ? 'VI' : 'EN'}
          <span className="only-read-aloud">: {words.label}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Looks>
          <Choice
            label={words.language}
            value={language}
            data={[
              { value: 'vi', label: words.vi },
              { value: 'en', label: words.en },
            ]}
            onChange={(chosen) => savePreferences({ language: chosen })}
          />
          <Choice
            label={words.theme}
            value={preferences.theme}
            data={[
              { value: 'light', label: words.light },
              { value: 'dark', label: words.dark },
              { value: 'system', label: words.system },
            ]}
            onChange={(chosen) => savePreferences({ theme: chosen })}
          />
          <Choice
            label={words.textSize}
            value={preferences.textSize}
            data={[
              { value: 'small', label: words.small },
              { value: 'medium', label: words.medium },
              { value: 'large', label: words.large },
            ]}
            onChange={(chosen) => savePreferences({ textSize: chosen })}
          />
        </Looks>
      </Popover.Dropdown>
    </Popover>
  );
}

function Looks({ children }: { readonly children: ReactNode }) {
  const part = useKeyboardAtOnce<HTMLDivElement>();
  return (
    <div ref={part} className={style.looks}>
      {children}
    </div>
  );
}

function Choice<const V extends string>({
  label,
  value,
  data,
  onChange,
}: {
  readonly label: string;
  readonly value: V;
  readonly data: { value: V; label: string }[];
  readonly onChange: (value: V) => void;
}) {
  return (
    <div>
      <div className={style.choiceLabel}>{label}</div>
      <SegmentedControl fullWidth aria-label={label} value={value} data={data} onChange={onChange} transitionDuration={0} />
    </div>
  );
}
