import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FindingCode } from '#domain/finding';
import type { JoinOffer } from '#domain/joining';
import type { PaperRecord } from '#domain/paper-record';
import { formatNumber } from '#messages/format';
import { useAction } from '#renderer/actions/use-action.ts';
import { core, rpc } from '#renderer/core.ts';
import { go } from '#renderer/router.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './RecordNotices.module.css';

/** Whether the pages of the record belong together, where only their order says so; where a face is missing, which record may have it. */
export function JoinNotice({ record }: { readonly record: PaperRecord }) {
  const says = (code: FindingCode) => record.findings.some((finding) => finding.code === code);
  if (record.state === 'handedOver') return null;
  if (says('record.joinedByOrder')) return <Joined recordId={record.id} />;
  return says('face.missing') ? <Offers recordId={record.id} /> : null;
}

function Joined({ recordId }: { readonly recordId: string }) {
  const { messages, language } = useWorkstation();
  const words = messages.record.screen;
  const notify = useNotify();
  const confirm = useMutation({
    mutationFn: (all: boolean) => core.joining.confirm({ id: recordId, all }),
    onSuccess: ({ records }) => notify.done(words.joined(formatNumber(records, language))),
    onError: notify.problem,
  });
  const part = useMutation({
    mutationFn: () => core.joining.part({ id: recordId }),
    onSuccess: () => notify.done(words.parted),
    onError: notify.problem,
  });
  const isPending = confirm.isPending || part.isPending;
  useAction('record.together', () => confirm.mutate(false));
  useAction('record.allTogether', () => confirm.mutate(true));
  useAction('record.apart', () => part.mutate());
  return (
    <div className={style.notice} data-tone="bad">
      <div className={style.ways}>
        <Button disabled={isPending} onClick={() => confirm.mutate(false)} rightSection={<KeyCaps keys="Alt+j" />}>
          {words.together}
        </Button>
        <Button variant="default" disabled={isPending} onClick={() => confirm.mutate(true)} rightSection={<KeyCaps keys="Alt+Shift+j" />}>
          {words.allTogether}
        </Button>
        <Button variant="default" disabled={isPending} onClick={() => part.mutate()} rightSection={<KeyCaps keys="Alt+k" />}>
          {words.apart}
        </Button>
      </div>
    </div>
  );
}

function Offers({ recordId }: { readonly recordId: string }) {
  const offers = useQuery(rpc.joining.offers.queryOptions({ input: { id: recordId } }));
  const [first, ...others] = offers.data ?? [];
  return first ? <Offered recordId={recordId} first={first} others={others} /> : null;
}

function Offered({
  recordId,
  first,
  others,
}: {
  readonly recordId: string;
  readonly first: JoinOffer;
  readonly others: readonly JoinOffer[];
}) {
  const { messages, language } = useWorkstation();
  const words = messages.record.screen;
  const notify = useNotify();
  const join = useMutation({
    mutationFn: (other: string) => core.joining.join({ id: recordId, other }),
    onSuccess: ({ id }) => {
      notify.done(words.joined(formatNumber(1, language)));
      if (id !== recordId) go({ screen: 'record', id });
    },
    onError: notify.problem,
  });
  useAction('record.together', () => join.mutate(first.id));
  return (
    <div className={style.notice}>
      <p>{words.offer}</p>
      <div className={style.ways}>
        {[first, ...others].map(({ id, sequence, pages }) => (
          <Button
            key={id}
            variant="default"
            disabled={join.isPending}
            onClick={() => join.mutate(id)}
            rightSection={id === first.id ? <KeyCaps keys="Alt+j" /> : null}
          >
            {words.takeOffer(formatNumber(sequence, language), pages.join(', '))}
          </Button>
        ))}
      </div>
    </div>
  );
}
