import type { ReactNode } from 'react';
import style from './Panel.module.css';

/** A titled part of a screen. */
export function Panel({
  title,
  note,
  actions,
  children,
  flush,
}: {
  readonly title?: ReactNode;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly flush?: boolean;
}) {
  return (
    <section className={style.panel}>
      {(title || actions) && (
        <header className={style.head}>
          {title && <h2 className={style.title}>{title}</h2>}
          {note && <span className={style.note}>{note}</span>}
          {actions && <div className={style.actions}>{actions}</div>}
        </header>
      )}
      <div className={flush ? undefined : style.body}>{children}</div>
    </section>
  );
}
