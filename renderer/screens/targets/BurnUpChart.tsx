import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import type { Target } from '#domain/target';
import { formatDay, formatNumber } from '#messages/format';
import { useWorkstation } from '#renderer/workstation.tsx';
import { burnUp } from './burn-up.ts';
import style from './TargetsScreen.module.css';

/** Lines differ in their dashes as well as in their colours. */
const lines = [
  { name: 'scanned', color: 'var(--part-read)', strokeDasharray: undefined },
  { name: 'verified', color: 'var(--part-verified)', strokeDasharray: undefined },
  { name: 'accepted', color: 'var(--part-handed-over)', strokeDasharray: undefined },
  { name: 'needed', color: 'var(--dim)', strokeDasharray: '6 4' },
  { name: 'forecast', color: 'var(--doubt-line)', strokeDasharray: '2 4' },
] as const;

/** The chart also asks for the label of no point at all. */
const dayOf = (time: unknown) => (typeof time === 'number' && Number.isFinite(time) ? formatDay(new Date(time).toISOString()) : '');

/** Counters by day against the needed line, and where the present pace leads. Drawn from `target.days`; the words beside it say the same. */
export function BurnUpChart({ target, today }: { readonly target: Target; readonly today: string }) {
  const { messages, language } = useWorkstation();
  const words = messages.target;
  const points = burnUp(target, today);
  const text = words.chartText(formatNumber(target.counters.accepted, language), formatNumber(target.forecast.promised, language));
  const series = lines.map((line) => ({ ...line, label: words.series[line.name] }));
  return (
    <div>
      <div role="img" aria-label={text}>
        <LineChart
          h={184}
          data={[...points]}
          dataKey="time"
          connectNulls
          withDots={false}
          curveType="linear"
          strokeWidth={2}
          tickLine="x"
          series={series}
          xAxisProps={{ type: 'number', scale: 'time', domain: ['dataMin', 'dataMax'], tickFormatter: dayOf, minTickGap: 28 }}
          yAxisProps={{ width: 56, domain: [0, 'auto'] }}
          referenceLines={[
            { x: Date.parse(`${today}T00:00:00Z`), label: words.today, color: 'var(--dim)', labelPosition: 'insideTopRight' },
          ]}
          valueFormatter={(value) => formatNumber(value, language)}
          tooltipProps={{ labelFormatter: dayOf }}
          lineProps={{ isAnimationActive: false }}
        />
      </div>
      <ul className={style.legend}>
        {series.map(({ name, label, color, strokeDasharray }) => (
          <li key={name}>
            <svg width="22" height="4" aria-hidden="true">
              <line x1="0" y1="2" x2="22" y2="2" stroke={color} strokeWidth="3" strokeDasharray={strokeDasharray} />
            </svg>
            {label}
          </li>
        ))}
      </ul>
    </div>
  );
}
