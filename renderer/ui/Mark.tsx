import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconChecks,
  IconCircleDashed,
  IconEyeOff,
  IconInfoCircle,
  IconPencil,
  IconQuestionMark,
  IconSend,
  IconX,
} from '@tabler/icons-react';
import style from './Mark.module.css';

const icons = {
  ok: IconCheck,
  /** A person has looked. */
  seen: IconChecks,
  doubt: IconQuestionMark,
  error: IconX,
  warning: IconAlertTriangle,
  info: IconInfoCircle,
  edited: IconPencil,
  unreadable: IconEyeOff,
  waiting: IconCircleDashed,
  sent: IconSend,
  returned: IconArrowBackUp,
} as const;
export type MarkKind = keyof typeof icons;

/** A small sign with a shape of its own for every meaning, never a colour alone. `label` is read aloud and shown on hover. */
export function Mark({ kind, label, size = 15 }: { readonly kind: MarkKind; readonly label?: string; readonly size?: number }) {
  const Icon = icons[kind];
  return (
    <span
      className={style.mark}
      data-kind={kind}
      title={label}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      <Icon size={size} stroke={2.2} aria-hidden />
    </span>
  );
}
