import { Button, CloseButton, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Batch, pagesRead } from '#domain/batch';
import { formatNumber } from '#messages/format';
import { useAction } from '#renderer/actions/use-action.ts';
import { rpc } from '#renderer/core.ts';
import { tellError, tellProblem } from '#renderer/problem.ts';
import { href } from '#renderer/router.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { Mark } from '#renderer/ui/Mark.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useUploads } from '#renderer/uploading.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './StatusLine.module.css';

/** The line at the edge where everything that goes on in this batch is live; it is always there, so nothing moves. */
export function StatusLine({ batch, hint }: { readonly batch: Batch; readonly hint: string }) {
  const { messages, language } = useWorkstation();
  const { intake, batch: words } = messages;
  const notify = useNotify();
  const jobs = useQuery(rpc.job.list.queryOptions());
  const job = jobs.data?.find(
    (one) => one.batchId === batch.id && one.kind === 'import' && one.total > 0 && (one.state === 'running' || one.state === 'queued'),
  );
  const say = (count: number) => formatNumber(count, language);
  const { pages, pagesToRescan } = batch.counts;
  const read = pagesRead(batch.counts);
  const { stop, clear, now } = useUploads();
  const failed = now.failed.filter(({ batchId }) => batchId === batch.id);
  const [first] = failed;
  const incomplete = jobs.data?.find(({ batchId, problem }) => batchId === batch.id && problem?.code === 'upload.incomplete')?.problem;
  return (
    <div className={style.line}>
      <span className={style.hint}>{hint}</span>
      <span className={style.live} role="status">
        {first && (
          <span className={style.bad} title={tellError(messages, first.error).next}>
            <Mark kind="error" /> {intake.uploadFailed(say(failed.length))}: {first.name}. {tellError(messages, first.error).what}
            <CloseButton size="xs" aria-label={messages.frame.dismiss} onClick={clear} />
          </span>
        )}
        {incomplete && batch.counts.entriesOpen > 0 && (
          <a
            className={style.bad}
            href={href({ screen: 'batch', id: batch.id, tab: 'entries-attention' })}
            title={tellProblem(messages, incomplete).next}
          >
            <Mark kind="error" /> {tellProblem(messages, incomplete).what}
          </a>
        )}
        {now.batchId === batch.id && (
          <>
            <Bar share={now.share} label={intake.uploading(say(now.done), say(now.total))} />
            <Button size="compact-xs" variant="default" onClick={stop}>
              {intake.stopUpload}
            </Button>
          </>
        )}
        {now.batchId !== batch.id && job && (
          <>
            <Bar share={job.done / job.total} label={intake.jobRunning(say(job.done), say(job.total))} />
            <Button size="compact-xs" variant="default" onClick={() => rpc.job.stop.call({ id: job.id }).catch(notify.problem)}>
              {intake.stop}
            </Button>
          </>
        )}
        {pagesToRescan > 0 && (
          <a className={style.poor} href={href({ screen: 'batch', id: batch.id, tab: 'pages-poor' })}>
            <Mark kind="unreadable" /> {words.toRescan(say(pagesToRescan))}
          </a>
        )}
        {pages > 0 && <Bar share={read / pages} label={words.reading(say(read), say(pages))} />}
        <Reading batch={batch} />
      </span>
    </div>
  );
}

/** How fast this batch is read and by whom, and the way to stop it and to take it up again. */
function Reading({ batch }: { readonly batch: Batch }) {
  const { messages, language } = useWorkstation();
  const words = messages.batch.readingMore;
  const notify = useNotify();
  const { data } = useQuery(rpc.job.reading.queryOptions());
  const { pagesWaiting, pagesStopped, pagesFailed } = batch.counts;
  const say = (count: number) => formatNumber(count, language, 0);
  const minutes = Math.max(1, Math.round((data?.secondsLeft ?? 0) / 60));
  const facts =
    data && pagesWaiting > 0
      ? [
          data.pausedBy === null ? null : words.paused(data.pausedBy),
          data.elsewhere > 0 ? words.elsewhere(say(data.elsewhere)) : null,
          data.pagesPerMinute === null ? null : words.pace(say(data.pagesPerMinute)),
          data.secondsLeft === null
            ? null
            : minutes < 120
              ? words.minutesLeft(say(minutes))
              : words.hoursLeft(say(Math.round(minutes / 60))),
        ].filter((fact) => fact !== null)
      : [];
  const call = (work: Promise<unknown>) => void work.catch(notify.problem);
  const readFailed = () => call(rpc.batch.readFailedAgain.call({ id: batch.id }));
  useAction('batch.readFailed', readFailed, pagesFailed > 0);
  return (
    <>
      {facts.length > 0 && <span className={style.bar}>{facts.join(' · ')}</span>}
      {pagesWaiting > 0 && (
        <Button size="compact-xs" variant="default" onClick={() => call(rpc.batch.stopReading.call({ id: batch.id }))}>
          {words.stop}
        </Button>
      )}
      {pagesFailed > 0 && (
        <>
          <a className={style.poor} href={href({ screen: 'batch', id: batch.id, tab: 'pages-failed' })}>
            <Mark kind="error" /> {words.failed(say(pagesFailed))}
          </a>
          <Button size="compact-xs" variant="default" onClick={readFailed} rightSection={<KeyCaps keys="r" />}>
            {words.again}
          </Button>
        </>
      )}
      {pagesStopped > 0 && (
        <>
          <span className={style.bar}>{words.stopped(say(pagesStopped))}</span>
          <Button size="compact-xs" variant="default" onClick={() => call(rpc.batch.goOnReading.call({ id: batch.id }))}>
            {words.goOn}
          </Button>
        </>
      )}
    </>
  );
}

function Bar({ share, label }: { readonly share: number; readonly label: string }) {
  return (
    <span className={style.bar}>
      {label}
      <Progress value={share * 100} size="sm" w={90} transitionDuration={0} aria-label={label} />
    </span>
  );
}
