import { useMessages } from '#renderer/workstation.tsx';
import style from './Figures.module.css';
import { compareFigures, type Figure, isSame } from './figures.ts';

/** Readings of figures written by hand, enlarged: each figure is marked by what is typed in its place. */
export function Figures({ readings, typed }: { readonly readings: readonly string[]; readonly typed: string }) {
  const words = useMessages().record.screen;
  return (
    <section className={style.figures} aria-label={words.figures}>
      {readings.map((reading, row) => {
        const figures = compareFigures(reading, typed);
        const same = figures.filter(isSame).length;
        return (
          <p key={reading} className={style.row} data-other={row > 0 || undefined}>
            <span aria-hidden>
              {figures.map((figure, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a figure is what stands at its place
                <span key={at}>
                  {figure.gap}
                  <span className={style.figure} data-mark={markOf(figure)}>
                    {figure.read ?? figure.typed}
                  </span>
                </span>
              ))}
            </span>
            <span className={style.count}>{words.figuresSame(String(same), String(figures.length))}</span>
          </p>
        );
      })}
    </section>
  );
}

/** `more`: typed, and not read at all; that makes it no mistake. */
function markOf(figure: Figure): 'waiting' | 'more' | 'same' | 'other' {
  if (figure.typed === null) return 'waiting';
  if (figure.read === null) return 'more';
  return isSame(figure) ? 'same' : 'other';
}
