import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { addReady, type HandoverPreview, isOver, nothingReady } from '#domain/handover';
import { formatNumber } from '#messages/format';
import { useAction } from '#renderer/actions/use-action.ts';
import { rpc } from '#renderer/core.ts';
import { Answer } from '#renderer/ui/Answer.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { listOfRows, useList } from '#renderer/ui/list.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Screen } from '#renderer/ui/Screen.tsx';
import { Stack } from '#renderer/ui/Stack.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useFocusReturn } from '#renderer/ui/use-focus-return.ts';
import { useWorkstation } from '#renderer/workstation.tsx';
import { DestinationLine, useDestinationName } from './DestinationLine.tsx';
import style from './HandoverScreen.module.css';
import { PreviewRow } from './PreviewRow.tsx';
import { ReceiptRow } from './ReceiptRow.tsx';

/** What would go and what stays (a dry run), what is on its way, and the receipts. `id` is a batch or a hand-over to stand out. */
export function HandoverScreen({ id }: { readonly id: string | null }) {
  const { messages, language } = useWorkstation();
  const words = messages.handover;
  const client = useQueryClient();
  const notify = useNotify();
  const previews = useQuery(rpc.handover.preview.queryOptions());
  const handovers = useList((window) => rpc.handover.list.queryOptions({ input: window }));
  const ordered = useMemo(() => listOfRows(inOrder(previews.data ?? [], id)), [previews.data, id]);
  // What is on its way stands first in the list.
  const busy = new Set((handovers.data?.rows ?? []).filter(({ state }) => !isOver(state)).map(({ batchId }) => batchId));
  const start = useMutation({
    // What was shown goes, or nothing.
    mutationFn: async (batches: readonly Pick<HandoverPreview, 'batchId' | 'ready'>[]) => {
      for (const { batchId, ready: shown } of batches) await rpc.handover.start.call({ batchId, shown });
    },
    onError: notify.problem,
    onSettled: () => void client.invalidateQueries({ queryKey: rpc.handover.key() }),
  });
  const readyBatches = (previews.data ?? []).filter(({ ready, batchId }) => ready.records > 0 && !busy.has(batchId));
  // What was asked for and is still ready: a count that changed meanwhile is asked with its new number.
  const [asked, setAsked] = useState<readonly string[]>([]);
  const sends = readyBatches.filter(({ batchId }) => asked.includes(batchId));
  const readyRecords = readyBatches.reduce((sum, { ready }) => sum + ready.records, 0);
  // The destination is asked for a receipt without sending anything again; everything else is asked of the person anew.
  const askAgain = useMutation({
    mutationFn: (batchId: string) => rpc.handover.start.call({ batchId }),
    onError: notify.problem,
    onSettled: () => void client.invalidateQueries({ queryKey: rpc.handover.key() }),
  });

  return (
    <Screen
      title={words.title}
      actions={
        <Button
          leftSection={<IconSend size={15} aria-hidden />}
          disabled={readyRecords === 0}
          loading={start.isPending}
          onClick={() => setAsked(readyBatches.map(({ batchId }) => batchId))}
        >
          {words.startAll(formatNumber(readyRecords, language))}
        </Button>
      }
    >
      <div className={style.panels}>
        {sends.length > 0 && (
          <Sure
            previews={sends}
            onYes={() => {
              setAsked([]);
              start.mutate(sends);
            }}
            onNo={() => setAsked([])}
          />
        )}
        <DestinationLine />
        <Panel title={words.preview} flush>
          <Answer query={previews}>
            {(all) =>
              all.length === 0 ? (
                <EmptyState title={words.noPreview} text={words.noPreviewNext} />
              ) : (
                <Stack list={ordered} rowKey={({ batchId }) => batchId} estimate={3.1}>
                  {(preview) => (
                    <PreviewRow
                      preview={preview}
                      chosen={preview.batchId === id}
                      busy={busy.has(preview.batchId)}
                      onStart={() => setAsked([preview.batchId])}
                    />
                  )}
                </Stack>
              )
            }
          </Answer>
        </Panel>
        <Panel title={words.receipts} flush>
          <Answer query={handovers}>
            {({ total }) =>
              total === 0 ? (
                <EmptyState title={words.noReceipts} />
              ) : (
                <Stack list={handovers} rowKey={(handover) => handover.id} estimate={3.1}>
                  {(handover) => (
                    <ReceiptRow
                      handover={handover}
                      openAtFirst={handover.id === id}
                      onRetry={() => (handover.state === 'unsettled' ? askAgain.mutate(handover.batchId) : setAsked([handover.batchId]))}
                    />
                  )}
                </Stack>
              )
            }
          </Answer>
        </Panel>
      </div>
    </Screen>
  );
}

/**
 * Once, in place: what is handed over is the destination's from then on. Says who stands for it. The answer that changes nothing has the focus, so
 * that Enter sends only after somebody went to the other one; Esc leaves.
 */
function Sure({
  previews,
  onYes,
  onNo,
}: {
  readonly previews: readonly HandoverPreview[];
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const { messages, language } = useWorkstation();
  const words = messages.handover;
  const { records, byMachine, overruled } = previews.map(({ ready }) => ready).reduce(addReady, nothingReady);
  const say = (count: number) => formatNumber(count, language);
  const destination = useDestinationName();
  const part = useFocusReturn<HTMLElement>();
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => no.current?.focus(), []);
  useAction('handover.leave', onNo);
  return (
    <section ref={part} className={style.sure} aria-label={words.start}>
      <div className={style.question}>
        <p>
          <Mark kind="sent" /> {words.sure(say(records), previews.map(({ batchCode }) => batchCode).join(', '), destination)}
        </p>
        <p className={style.standsFor}>
          <span>
            <Mark kind={byMachine > 0 ? 'warning' : 'ok'} /> {words.byMachine(byMachine, say(byMachine))}
          </span>
          <span>
            <Mark kind={overruled > 0 ? 'warning' : 'ok'} /> {words.overruled(overruled, say(overruled))}
          </span>
        </p>
      </div>
      <Button onClick={onYes}>{words.sureYes(say(records))}</Button>
      <Button ref={no} variant="default" onClick={onNo}>
        {words.sureNo}
      </Button>
    </section>
  );
}

/** The batch that one came from first, then what is ready, then the rest by code. */
function inOrder(previews: readonly HandoverPreview[], chosen: string | null): readonly HandoverPreview[] {
  const rank = ({ batchId, ready }: HandoverPreview) => (batchId === chosen ? 0 : ready.records > 0 ? 1 : 2);
  return [...previews].sort((one, other) => rank(one) - rank(other) || one.batchCode.localeCompare(other.batchCode));
}
