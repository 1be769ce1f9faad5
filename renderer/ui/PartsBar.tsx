import { formatNumber } from '#messages/format';
import { useLanguage, useMessages } from '../workstation.tsx';
import style from './PartsBar.module.css';

export type PartKey = 'waiting' | 'open' | 'byMachine' | 'verified' | 'handedOver' | 'returned';
export type Parts = Readonly<Partial<Record<PartKey, number>>>;

const order: readonly PartKey[] = ['handedOver', 'verified', 'byMachine', 'open', 'returned', 'waiting'];

/**
 * One bar for how far something is, from done (left) to not begun (right). Parts differ in pattern as well as colour, and the numbers
 * are in its name and its tooltip. `legend` writes the numbers under it.
 */
export function PartsBar({ parts, legend }: { readonly parts: Parts; readonly legend?: boolean }) {
  const messages = useMessages();
  const language = useLanguage();
  const names = messages.frame.parts;
  const present = order.flatMap((key) => (parts[key] ? [{ key, count: parts[key] }] : []));
  const total = present.reduce((sum, { count }) => sum + count, 0);
  const words = present.map(({ key, count }) => `${formatNumber(count, language)} ${names[key]}`);
  const label = total === 0 ? names.nothing : names.of(words.join(', '), formatNumber(total, language));
  return (
    <div className={style.whole}>
      <div className={style.bar} role="img" aria-label={label} title={label}>
        {present.map(({ key, count }) => (
          <span key={key} className={style.part} data-part={key} style={{ flexGrow: count }} />
        ))}
      </div>
      {legend && (
        <ul className={style.legend}>
          {present.map(({ key, count }) => (
            <li key={key}>
              <span className={style.dot} data-part={key} aria-hidden /> {formatNumber(count, language)} {names[key]}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
