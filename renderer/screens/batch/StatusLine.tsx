import { Button, CloseButton, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Batch, pagesRead } from '#domain/batch';
import { formatNumber } from '#messages/format';
import { useAction } from '#renderer/actions/use-action.ts';
import { rpc } from '#renderer/core.ts';
import { tellError } from '#renderer/problem.ts';
import { href } from '#renderer/router.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { Mark } from '#renderer/ui/Mark.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './StatusLine.module.css';
import type { Uploads } from './use-uploads.ts';

/** The line at the edge where everything that goes on in this batch is live; it is always there, so nothing moves. */
export function StatusLine({ batch, uploads, hint }: { readonly batch: Batch; readonly uploads: Uploads; readonly hint: string }) {
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
  const [failed] = uploads.failed;
  return (
    <div className={style.line}>
      <span className={style.hint}>{hint}</span>
      <span className={style.live} role="status">
        {failed && (
          <span className={style.bad} title={tellError(messages, failed.error).next}>
            <Mark kind="error" /> {intake.uploadFailed(say(uploads.failed.length))}: {failed.given.file.name}.{' '}
            {tellError(messages, failed.error).what}
            <CloseButton size="xs" aria-label={messages.frame.dismiss} onClick={uploads.clear} />
          </span>
        )}
        {uploads.running && (
          <>
            <Bar share={uploads.share} label={intake.uploading(say(uploads.done), say(uploads.total))} />
            <Button size="compact-xs" variant="default" onClick={uploads.stop}>
              {intake.stopUpload}
            </Button>
          </>
        )}
        {!uploads.running && job && (
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
