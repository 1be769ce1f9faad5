import type { ReactNode } from 'react';
import style from './Screen.module.css';

/**
 * Every screen's layout: a line with the title, what is special about it, and its commands on the right; the content scrolls below.
 * `flush`: the content brings its own edges and scrolling (tables, the page and its fields).
 */
export function Screen({
  title,
  note,
  actions,
  flush,
  children,
}: {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly flush?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={style.screen}>
      <header className={style.head}>
        <h1 className={style.title}>{title}</h1>
        {note && <div className={style.note}>{note}</div>}
        {actions && <div className={style.actions}>{actions}</div>}
      </header>
      <div className={flush ? style.flush : style.body} data-scrolls={flush ? undefined : true}>
        {children}
      </div>
    </div>
  );
}
