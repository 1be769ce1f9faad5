import { Button, CloseButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Page } from '#domain/page';
import { formatNumber } from '#messages/format';
import { findingText } from '#messages/render';
import { pageImageUrl, rpc } from '#renderer/core.ts';
import { usePicture } from '#renderer/pictures.ts';
import { tellProblem } from '#renderer/problem.ts';
import { useTypeNames } from '#renderer/record-types.ts';
import { href } from '#renderer/router.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './PageDetails.module.css';

/** The chosen page, large enough to judge, with what is known of it and what can be done. */
export function PageDetails({ page, onClose }: { readonly page: Page; readonly onClose: () => void }) {
  const { messages, language } = useWorkstation();
  const words = messages.batch.page;
  const notify = useNotify();
  const names = useTypeNames();
  const again = useMutation({
    mutationFn: () => rpc.page.readAgain.call({ id: page.id }),
    onSuccess: () => notify.done(words.readingAgain),
    onError: notify.problem,
  });
  const url = pageImageUrl(page.id, { width: 640 });
  const picture = usePicture(url);
  const say = (count: number) => formatNumber(count, language);
  const problem = page.problem && tellProblem(messages, page.problem);
  const [recordId] = page.recordIds;
  return (
    <aside className={style.details} aria-label={words.details}>
      <div className={style.head}>
        <h2>{words.name(say(page.sequence))}</h2>
        <span className={style.face}>{page.recordType ? names.type(page.recordType) : messages.batch.record.unknownType}</span>
        <CloseButton size="sm" aria-label={words.closeDetails} onClick={onClose} />
      </div>
      <div className={style.paper} data-picture={picture}>
        {picture !== 'loading' && <img key={page.id} src={url} alt={words.name(say(page.sequence))} decoding="async" />}
      </div>
      {problem && (
        <p className={style.problem}>
          <Mark kind="error" /> <strong>{problem.what}</strong> {problem.next}
        </p>
      )}
      {page.findings.length > 0 && (
        <ul className={style.findings}>
          {page.findings.map((finding) => (
            <li key={`${finding.code} ${finding.path}`}>
              <Mark kind={finding.severity} label={messages.labels.severity[finding.severity]} /> {findingText(messages.findings, finding)}
            </li>
          ))}
        </ul>
      )}
      <dl className={style.facts}>
        <dt>{words.face}</dt>
        <dd>{page.recordType && page.face ? names.face(page.recordType, page.face) : words.noFace}</dd>
        <dt>{words.file}</dt>
        <dd title={page.fileName}>
          {page.fileName}
          {page.filePage > 0 && <>, {words.filePage(say(page.filePage + 1))}</>}
        </dd>
        <dt>{words.size}</dt>
        <dd>
          {words.pixels(say(page.width), say(page.height))}, {page.dpi ? words.perInch(say(page.dpi)) : words.sizeUnknown}
        </dd>
      </dl>
      <div className={style.buttons}>
        {recordId ? (
          <Button component="a" href={href({ screen: 'record', id: recordId })}>
            {words.openRecord}
          </Button>
        ) : (
          <span className={style.none}>{words.noRecord}</span>
        )}
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
          {words.readAgain}
        </Button>
      </div>
    </aside>
  );
}
