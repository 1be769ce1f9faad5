import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import type { Target } from '#domain/target';
import { formatDay, formatNumber } from '#messages/format';
import { useWorkstation } from '#renderer/workstation.tsx';
import { burnUp } from './burn-up.ts';

/** The chart also asks for the label of no point at all. */
const dayOf = (time: unknown) => (typeof time === 'number' && Number.isFinite(time) ? formatDay(new Date(time).toISOString()) : '');

/** Counters by day against the needed line, and where the present pace leads. Drawn from `target.days`; the words beside it say the same. */
export function BurnUpChart({ target, today }: { readonly target: Target; readonly today: string }) {
  const { messages, language } = useWorkstation();
  const words = messages.target;
  const points = burnUp(target, today);
  const text = words.chartText(formatNumber(target.counters.accepted, language), formatNumber(target.forecast.promised, language));
  return (
    <div role="img" aria-label={text}>
      <LineChart
        h={216}
        data={[...points]}
        dataKey="time"
        connectNulls
        withDots={false}
        withLegend
        curveType="linear"
        strokeWidth={2}
        gridAxis="y"
        tickLine="x"
        legendProps={{ verticalAlign: 'bottom', height: 26 }}
        series={[
          { name: 'scanned', label: words.series.scanned, color: 'var(--part-read)' },
          { name: 'verified', label: words.series.verified, color: 'var(--part-verified)' },
          { name: 'accepted', label: words.series.accepted, color: 'var(--part-handed-over)' },
          { name: 'needed', label: words.series.needed, color: 'var(--dim)', strokeDasharray: '6 4' },
          { name: 'forecast', label: words.series.forecast, color: 'var(--doubt-line)', strokeDasharray: '2 4' },
        ]}
        xAxisProps={{
          type: 'number',
          scale: 'time',
          domain: ['dataMin', 'dataMax'],
          tickFormatter: dayOf,
          minTickGap: 28,
        }}
        yAxisProps={{ width: 56, domain: [0, 'auto'] }}
        referenceLines={[{ x: Date.parse(`${today}T00:00:00Z`), label: words.today, color: 'var(--dim)', labelPosition: 'insideTopRight' }]}
        valueFormatter={(value) => formatNumber(value, language)}
        tooltipProps={{ labelFormatter: dayOf }}
        lineProps={{ isAnimationActive: false }}
      />
    </div>
  );
}
