import type { Batch } from '#domain/batch';
import { daysBetween } from '#domain/day';
import { formatDay, formatNumber } from '#messages/format';
import { Mark } from '#renderer/ui/Mark.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './BatchesScreen.module.css';

/** The day a batch is due; from three days before on, and afterwards, with a mark that says how it stands. */
export function Deadline({
  batch: { deadline, state },
  today,
}: {
  readonly batch: Pick<Batch, 'deadline' | 'state'>;
  readonly today: string;
}) {
  const { messages, language } = useWorkstation();
  const words = messages.batch;
  if (!deadline) return <span className={style.dim}>{words.noDeadline}</span>;
  const left = daysBetween(today, deadline);
  const says =
    left < 0 ? words.overdue(formatNumber(-left, language)) : left === 0 ? words.dueToday : words.dueIn(formatNumber(left, language));
  const pressing = state !== 'handedOver' && left <= 3;
  return (
    <span title={says}>
      {formatDay(deadline)} {pressing && <Mark kind={left < 0 ? 'error' : 'warning'} label={says} />}
    </span>
  );
}
