import { Button, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { RefusalCode } from '#domain/delivery';
import type { Handover, HandoverReceipt, HandoverState } from '#domain/handover';
import { formatMoment, formatNumber } from '#messages/format';
import { rpc } from '#renderer/core.ts';
import { tellProblem } from '#renderer/problem.ts';
import { href } from '#renderer/router.ts';
import { Mark, type MarkKind } from '#renderer/ui/Mark.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './HandoverScreen.module.css';

const marks: Readonly<Record<HandoverState, MarkKind>> = {
  preparing: 'waiting',
  waiting: 'waiting',
  sending: 'sent',
  done: 'ok',
  unsettled: 'warning',
  failed: 'error',
  stopped: 'warning',
};

/** One hand-over: while it is on its way its progress, afterwards its receipt, whose sum is checked here once more. */
export function ReceiptRow({
  handover,
  openAtFirst,
  onRetry,
}: {
  readonly handover: Handover;
  readonly openAtFirst: boolean;
  readonly onRetry: () => void;
}) {
  const { messages, language } = useWorkstation();
  const words = messages.handover;
  const [open, setOpen] = useState(openAtFirst);
  const detailsId = useId();
  const { receipt, state, problem } = handover;
  const say = (count: number) => formatNumber(count, language);
  const told = problem && tellProblem(messages, problem);
  return (
    <div className={style.row}>
      <div className={style.line}>
        <span className={style.batch}>
          <Mark kind={state === 'done' && problem ? 'error' : marks[state]} />{' '}
          <a href={href({ screen: 'batch', id: handover.batchId })}>
            <strong>{handover.batchCode}</strong>
          </a>{' '}
          {messages.labels.handoverState[state]}
        </span>
        <span className={style.when}>{formatMoment(receipt?.receivedAt ?? handover.startedAt)}</span>
        <span className={style.held}>
          {receipt && <ReceiptSum receipt={receipt} />}
          {told ? (
            <span className={style.bad}>
              <strong>{told.what}</strong> {told.next} {state === 'failed' || state === 'stopped' ? words.failedSafe : null}
            </span>
          ) : state === 'sending' ? (
            words.sending(say(handover.records))
          ) : state === 'waiting' ? (
            words.queued
          ) : null}
        </span>
        {(state === 'sending' || state === 'waiting') && <UnderWay handover={handover} />}
        {(state === 'failed' || state === 'stopped' || state === 'unsettled') && (
          <Button variant="default" onClick={onRetry}>
            {state === 'unsettled' ? words.ask : words.retry}
          </Button>
        )}
        {receipt && (
          <Button variant="subtle" aria-expanded={open} aria-controls={detailsId} onClick={() => setOpen(!open)}>
            {words.columns.receipt}
          </Button>
        )}
      </div>
      {receipt && open && <Receipt id={detailsId} receipt={receipt} handover={handover} />}
    </div>
  );
}

function UnderWay({ handover }: { readonly handover: Handover }) {
  const { messages, language } = useWorkstation();
  const words = messages.handover;
  const notify = useNotify();
  const jobs = useQuery(rpc.job.list.queryOptions());
  const job = jobs.data?.find(
    ({ kind, batchId, state }) => kind === 'handover' && batchId === handover.batchId && (state === 'running' || state === 'queued'),
  );
  const text = words.progress(formatNumber(job?.done ?? 0, language), formatNumber(job?.total || handover.records, language));
  return (
    <>
      <span className={style.progress}>
        <Progress
          w={110}
          size="sm"
          transitionDuration={0}
          value={job && job.total > 0 ? (job.done / job.total) * 100 : 0}
          aria-label={text}
        />
        {text}
      </span>
      <Button variant="default" disabled={!job} onClick={() => job && rpc.job.stop.call({ id: job.id }).catch(notify.problem)}>
        {words.stop}
      </Button>
    </>
  );
}

function ReceiptSum({ receipt }: { readonly receipt: HandoverReceipt }) {
  const { messages, language } = useWorkstation();
  const words = messages.handover;
  const say = (count: number) => formatNumber(count, language);
  return <span>{words.sum(say(receipt.sent), say(receipt.accepted), say(receipt.already), say(receipt.refused.length))}</span>;
}

function Receipt({ id, receipt, handover }: { readonly id: string; readonly receipt: HandoverReceipt; readonly handover: Handover }) {
  const { messages } = useWorkstation();
  const words = messages.handover;
  const notify = useNotify();
  const tellRefusal = (code: string) => {
    const known = RefusalCode.safeParse(code).data;
    return known ? messages.labels.refusal[known] : code;
  };
  const adds = receipt.sent === receipt.accepted + receipt.already + receipt.refused.length;
  const copy = () => navigator.clipboard.writeText(receipt.digest).then(() => notify.done(words.copied), notify.problem);
  return (
    <section id={id} className={style.receipt} aria-label={words.details}>
      {!adds && (
        <p className={style.bad} role="alert">
          <Mark kind="error" /> {words.sumWrong}
        </p>
      )}
      <dl>
        <dt>{words.columns.receipt}</dt>
        <dd className={style.code}>{receipt.id}</dd>
        <dt>{words.by}</dt>
        <dd>{receipt.destination === 'embedded' ? words.embedded : receipt.destination}</dd>
        <dt>{words.startedAt}</dt>
        <dd>{formatMoment(handover.startedAt)}</dd>
        <dt>{words.receivedAt}</dt>
        <dd>{formatMoment(receipt.receivedAt)}</dd>
        <dt>{words.digest}</dt>
        <dd>
          <span className={style.code}>{receipt.digest}</span>{' '}
          <Button size="compact-xs" variant="default" onClick={copy}>
            {words.copyDigest}
          </Button>
        </dd>
      </dl>
      {receipt.refused.length > 0 && (
        <>
          <h3>{words.refusedList}</h3>
          <p className={style.dim}>{words.refusedNext}</p>
          <ul className={style.refused}>
            {receipt.refused.map(({ recordId, code, detail }) => (
              <li key={recordId}>
                <a href={href({ screen: 'record', id: recordId })}>{words.openRecord}</a> {tellRefusal(code)} <code>{detail}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
