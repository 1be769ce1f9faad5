import { Button, CloseButton, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Batch } from '#domain/batch';
import { formatNumber } from '#messages/format';
import { rpc } from '#renderer/core.ts';
import { tellError } from '#renderer/problem.ts';
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
  const { pages, pagesWaiting } = batch.counts;
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
        {pages > 0 && <Bar share={(pages - pagesWaiting) / pages} label={words.reading(say(pages - pagesWaiting), say(pages))} />}
      </span>
    </div>
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
