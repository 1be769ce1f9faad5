import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { dayOf } from '#domain/day';
import type { Forecast, Target } from '#domain/target';
import { formatDay, formatNumber, formatShare } from '#messages/format';
import { rpc } from '#renderer/core.ts';
import { useTypeNames } from '#renderer/record-types.ts';
import { Loading } from '#renderer/ui/Loading.tsx';
import { Mark, type MarkKind } from '#renderer/ui/Mark.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import { TargetFigures } from './TargetFigures.tsx';
import style from './TargetsScreen.module.css';

// The chart is the heaviest part of the interface and only this screen needs it.
const BurnUpChart = lazy(async () => ({ default: (await import('./BurnUpChart.tsx')).BurnUpChart }));

const tones: Readonly<Record<Forecast['state'], { readonly tone: 'ok' | 'doubt' | 'bad' | undefined; readonly mark: MarkKind }>> = {
  reached: { tone: 'ok', mark: 'ok' },
  onTrack: { tone: 'ok', mark: 'ok' },
  behind: { tone: 'doubt', mark: 'warning' },
  overdue: { tone: 'bad', mark: 'error' },
  noPace: { tone: undefined, mark: 'info' },
};

/** One target: its counters against the promise, what they mean in words, and the burn-up chart. */
export function TargetCard({ target, onEdit }: { readonly target: Target; readonly onEdit: () => void }) {
  const { messages, language } = useWorkstation();
  const words = messages.target;
  const names = useTypeNames();
  const [asTable, setAsTable] = useState(false);
  const { forecast } = target;
  const { tone, mark } = tones[forecast.state];
  const scope = words.scope(target.recordType ? names.type(target.recordType) : words.anyType, target.placeName ?? words.anyPlace);
  const promised = words.promised(formatNumber(forecast.promised, language), formatShare(target.share, language), formatDay(target.by));
  return (
    <Panel
      title={target.title}
      note={
        <span title={`${scope} · ${promised}`}>
          {scope} · {promised}
        </span>
      }
      actions={
        <>
          <span className={style.state} data-tone={tone}>
            <Mark kind={mark} /> {messages.labels.forecast[forecast.state]}
          </span>
          {target.days.length > 0 && (
            <Button variant="subtle" color="gray" onClick={() => setAsTable(!asTable)}>
              {asTable ? words.asChart : words.asTable}
            </Button>
          )}
          <Button variant="default" onClick={onEdit}>
            {words.edit}
          </Button>
          <Remove id={target.id} />
        </>
      }
    >
      <div className={style.body}>
        <div>
          <Counter label={words.scanned} count={target.counters.scanned} promised={forecast.promised} colour="var(--part-read)" />
          <Counter label={words.verified} count={target.counters.verified} promised={forecast.promised} colour="var(--part-verified)" />
          <Counter label={words.accepted} count={target.counters.accepted} promised={forecast.promised} colour="var(--part-handed-over)" />
          <Says forecast={forecast} />
        </div>
        <div className={style.chart}>
          {target.days.length === 0 ? (
            <p className={style.empty}>{words.noDays}</p>
          ) : asTable ? (
            <TargetFigures target={target} />
          ) : (
            <Suspense fallback={<Loading label={messages.frame.loading} />}>
              <BurnUpChart target={target} today={dayOf(new Date())} />
            </Suspense>
          )}
        </div>
      </div>
    </Panel>
  );
}

function Counter({
  label,
  count,
  promised,
  colour,
}: {
  readonly label: string;
  readonly count: number;
  readonly promised: number;
  readonly colour: string;
}) {
  const { language } = useWorkstation();
  const share = promised > 0 ? count / promised : 0;
  return (
    <div className={style.counter}>
      <span>{label}</span>
      <b>{formatNumber(count, language)}</b>
      <span className={style.track} aria-hidden>
        <span className={style.fill} style={{ '--bar': colour, transform: `scaleX(${Math.min(1, share)})` } as React.CSSProperties} />
      </span>
      <small>{formatShare(share, language)}</small>
    </div>
  );
}

function Says({ forecast }: { readonly forecast: Forecast }) {
  const { messages, language } = useWorkstation();
  const words = messages.target;
  const { neededPerDay, pacePerDay, reachedOn, workingDaysLeft, state } = forecast;
  const needed =
    state === 'reached' ? words.reached : neededPerDay === null ? words.neededLate : words.needed(formatNumber(neededPerDay, language));
  const pace = pacePerDay === null ? words.noPace : words.pace(formatNumber(pacePerDay, language));
  return (
    <ul className={style.says}>
      <li className={style.needed}>{needed}</li>
      {state !== 'reached' && (
        <>
          <li>
            {pace}, {words.daysLeft(formatNumber(workingDaysLeft, language))}
          </li>
          {pacePerDay !== null && <li>{reachedOn ? words.reachedOn(formatDay(reachedOn)) : words.reachedNever}</li>}
        </>
      )}
      <li>
        <span className={style.dim}>{words.bottleneck}:</span> {messages.labels.bottleneck[forecast.bottleneck]}
      </li>
    </ul>
  );
}

/** Asked twice, on the spot. */
function Remove({ id }: { readonly id: string }) {
  const { messages } = useWorkstation();
  const client = useQueryClient();
  const notify = useNotify();
  const [asked, setAsked] = useState(false);
  const remove = useMutation({
    mutationFn: () => rpc.target.remove.call({ id }),
    onError: notify.problem,
    onSettled: () => {
      setAsked(false);
      void client.invalidateQueries({ queryKey: rpc.target.key() });
    },
  });
  if (!asked)
    return (
      <Button variant="default" onClick={() => setAsked(true)}>
        {messages.target.remove}
      </Button>
    );
  return (
    <>
      <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
        {messages.target.removeReally}
      </Button>
      <Button variant="default" autoFocus onClick={() => setAsked(false)}>
        {messages.words.cancel}
      </Button>
    </>
  );
}
