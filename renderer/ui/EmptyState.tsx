import { IconAlertTriangle, IconInbox } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import style from './EmptyState.module.css';

/** Nothing is here (yet), or it could not be shown: what that means and what to do next. Buttons go inside. */
export function EmptyState({
  title,
  text,
  icon,
  tone,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  readonly icon?: ReactNode;
  readonly tone?: 'bad';
  readonly children?: ReactNode;
}) {
  return (
    <div className={style.box} role={tone === 'bad' ? 'alert' : undefined}>
      <div className={style.icon} data-tone={tone} aria-hidden>
        {icon ?? (tone === 'bad' ? <IconAlertTriangle size={36} stroke={1.4} /> : <IconInbox size={36} stroke={1.4} />)}
      </div>
      <h2 className={style.title}>{title}</h2>
      {text && <p className={style.text}>{text}</p>}
      {children && <div className={style.actions}>{children}</div>}
    </div>
  );
}
