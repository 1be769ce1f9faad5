import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import type { PaperRecord } from '#domain/paper-record';
import { type StepId, stepIds } from '#domain/reading';
import { formatNumber } from '#messages/format';
import { rpc } from '#renderer/core.ts';
import { go } from '#renderer/router.ts';
import { PageView } from '#renderer/screens/record/PageView.tsx';
import { Answer } from '#renderer/ui/Answer.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { Screen } from '#renderer/ui/Screen.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useLanguage, useMessages } from '#renderer/workstation.tsx';
import { stepBoxes } from './boxes.ts';
import style from './StepsScreen.module.css';

/** The developer's view of a page: what every step of reading stored, as it is, and its boxes drawn on the page. */
export function StepsScreen({ recordId, pageId }: { readonly recordId: string; readonly pageId: string | null }) {
  const words = useMessages().record.steps;
  const record = useQuery(rpc.record.open.queryOptions({ input: { id: recordId } }));
  const back = (
    <Button variant="default" onClick={() => go({ screen: 'record', id: recordId })}>
      {words.back}
    </Button>
  );
  return (
    <Answer query={record}>
      {(opened) => <PageSteps record={opened} pageId={pageId ?? opened.pages[0]?.pageId ?? null} back={back} />}
    </Answer>
  );
}

function PageSteps({ record, pageId, back }: { readonly record: PaperRecord; readonly pageId: string | null; readonly back: ReactNode }) {
  const messages = useMessages();
  const language = useLanguage();
  const notify = useNotify();
  const words = messages.record.steps;
  const page = record.pages.find((one) => one.pageId === pageId) ?? null;
  const query = useQuery(rpc.page.steps.queryOptions({ input: { id: pageId ?? '' }, enabled: pageId !== null }));
  const again = useMutation(
    rpc.page.readAgain.mutationOptions({ onSuccess: () => notify.done(words.readingAgain), onError: notify.problem }),
  );
  const [chosen, setChosen] = useState<StepId>('locate');
  const [near, setNear] = useState<string | null>(null);
  const step = query.data?.find((one) => one.step === chosen) ?? query.data?.at(-1) ?? null;
  const boxes = useMemo(() => (step && pageId ? stepBoxes(step.step, step.result, { pageId, record }) : []), [step, pageId, record]);
  const places = useMemo(() => boxes.map(({ key, label, box }) => ({ key, label, box, tone: 'step' as const })), [boxes]);
  const box = boxes.find(({ key }) => key === near)?.box ?? null;

  return (
    <Screen
      title={words.title}
      note={`${record.batchCode} · ${record.sequence} · ${page?.fileName ?? ''}`}
      flush
      actions={
        <>
          {pageId && (
            <Button variant="default" loading={again.isPending} onClick={() => again.mutate({ id: pageId })}>
              {words.readAgain}
            </Button>
          )}
          {back}
        </>
      }
    >
      <nav className={style.bar}>
        {record.pages.length > 1 && (
          <div className={style.choices}>
            {record.pages.map((one, index) => (
              <button
                key={one.pageId}
                type="button"
                aria-pressed={one.pageId === pageId}
                onClick={() => go({ screen: 'steps', id: record.id, page: one.pageId }, { replace: true })}
              >
                {index + 1} {one.face ?? '–'}
              </button>
            ))}
          </div>
        )}
        <div className={style.choices}>
          {stepIds.map((id) => {
            const known = query.data?.find((one) => one.step === id);
            return (
              <button
                key={id}
                type="button"
                aria-pressed={id === step?.step}
                disabled={!known}
                onClick={() => {
                  setChosen(id);
                  setNear(null);
                }}
              >
                {words.names[id]}{' '}
                {known && known.milliseconds > 0 && <small>{words.took(formatNumber(known.milliseconds, language, 0))}</small>}
              </button>
            );
          })}
        </div>
      </nav>
      <Answer query={query}>
        {(steps) =>
          steps.length === 0 || !step || !page ? (
            <EmptyState title={words.none} />
          ) : (
            <div className={style.panes}>
              <div className={style.paper}>
                <PageView page={page} name={page.fileName} box={box} whole={box === null} places={places} onPlace={setNear} />
              </div>
              <div className={style.side}>
                <h2 className={style.title}>
                  {words.drawn} <small>{words.boxes(formatNumber(boxes.length, language))}</small>
                </h2>
                {boxes.length === 0 ? (
                  <p className={style.none}>{words.noBoxes}</p>
                ) : (
                  <ol className={style.boxes}>
                    {boxes.map((one) => (
                      <li key={one.key}>
                        <button type="button" aria-pressed={one.key === near} onClick={() => setNear(one.key === near ? null : one.key)}>
                          {one.label}
                        </button>
                      </li>
                    ))}
                  </ol>
                )}
                <h2 className={style.title}>{words.stored}</h2>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
                <pre className={style.stored} tabIndex={0}>
                  {JSON.stringify(step.result, null, 1)}
                </pre>
              </div>
            </div>
          )
        }
      </Answer>
    </Screen>
  );
}
