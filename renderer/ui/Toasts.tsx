import { Notifications, notifications, notificationsStore } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { createContext, type ReactNode, use } from 'react';
import type { ProblemText } from '#messages/problems';
import style from './Toasts.module.css';

/** Short messages at the edge: what happened and what to do next. They never take the focus nor move anything. */
interface Notify {
  /** An error of a call or an upload, told in the language of the moment. */
  readonly problem: (error: unknown) => void;
  /** The same with what it befell, where that is not in sight. */
  readonly problemOf: (about: ReactNode, error: unknown) => void;
  readonly done: (what: string) => void;
}

/** More at once are not read; the oldest goes. */
const most = 4;
const closeLabelId = 'toast-close';

const notify: Notify = {
  problem: (error) => notify.problemOf(null, error),
  problemOf: (about, error) =>
    show({
      // A role of its own: an alert is read aloud at once, a status when there is time.
      role: 'alert',
      icon: <IconAlertTriangle size={18} aria-hidden />,
      title: <Told error={error} part="what" />,
      message: (
        <>
          {about && <div>{about}</div>}
          <Told error={error} part="next" />
        </>
      ),
      autoClose: 12_000,
      mod: { tone: 'bad' },
    }),
  done: (what) => show({ role: 'status', icon: <IconCheck size={18} aria-hidden />, title: what, message: null, autoClose: 3_500 }),
};

export function useNotify(): Notify {
  return notify;
}

type Tell = (error: unknown) => ProblemText;
const Telling = createContext<Tell>(() => ({ what: '', next: '' }));

/** Draws the toasts; stands once in the frame. `tell` puts an error into words of the language of the moment. */
export function Toasts({ tell, dismissLabel }: { readonly tell: Tell; readonly dismissLabel: string }) {
  return (
    <Telling value={tell}>
      {/* The close buttons are named by this element, so that they follow the language as the texts do. */}
      <span id={closeLabelId} hidden>
        {dismissLabel}
      </span>
      <Notifications
        limit={most}
        transitionDuration={0}
        containerWidth="26rem"
        notificationMaxHeight="24rem"
        zIndex={400}
        classNames={{ root: style.stack, notification: style.card }}
      />
    </Telling>
  );
}

function show(notification: Parameters<typeof notifications.show>[0]): void {
  notifications.updateState(notificationsStore, (shown) => shown.slice(1 - most));
  notifications.show({
    closeButtonProps: { 'aria-labelledby': closeLabelId, size: 'sm' },
    classNames: { icon: style.icon, title: style.what, description: style.next },
    ...notification,
  });
}

function Told({ error, part }: { readonly error: unknown; readonly part: 'what' | 'next' }) {
  return use(Telling)(error)[part];
}
