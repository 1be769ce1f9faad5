import type { Target } from '#domain/target';
import { formatDay, formatNumber } from '#messages/format';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './TargetsScreen.module.css';

/** The chart's figures, newest day first. */
export function TargetFigures({ target }: { readonly target: Target }) {
  const { messages, language } = useWorkstation();
  const words = messages.target;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <section className={style.figures} aria-label={words.chart} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            <th scope="col">{words.scanned}</th>
            <th scope="col">{words.verified}</th>
            <th scope="col">{words.accepted}</th>
          </tr>
        </thead>
        <tbody>
          {target.days.toReversed().map(({ day, scanned, verified, accepted }) => (
            <tr key={day}>
              <td>{formatDay(day)}</td>
              <td>{formatNumber(scanned, language)}</td>
              <td>{formatNumber(verified, language)}</td>
              <td>{formatNumber(accepted, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
