import { CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import style from './Toasts.module.css';

/** Short messages at the edge: what happened and what to do next. They never take the focus nor move anything. */
interface Toast {
  readonly id: number;
  readonly tone: 'ok' | 'bad';
  readonly what: string;
  readonly next: string | null;
  readonly error: unknown;
}

interface Notify {
  /** An error of a call or an upload, told in the language of the moment. */
  readonly problem: (error: unknown) => void;
  readonly done: (what: string) => void;
}

const Context = createContext<Notify | null>(null);

export function ToastsProvider({ children }: { readonly children: ReactNode }) {
  const notify = useMemo<Notify>(
    () => ({
      problem: (error) => add({ tone: 'bad', what: '', next: null, error }),
      done: (what) => add({ tone: 'ok', what, next: null, error: null }),
    }),
    [],
  );
  return <Context value={notify}>{children}</Context>;
}

export function useNotify(): Notify {
  const found = useContext(Context);
  if (!found) throw new Error('useNotify outside of ToastsProvider');
  return found;
}

/** Draws the toasts; stands once in the frame. `tell` puts an error into words. */
export function Toasts({
  tell,
  dismissLabel,
}: {
  readonly tell: (error: unknown) => { readonly what: string; readonly next: string };
  readonly dismissLabel: string;
}) {
  const toasts = useSyncExternalStore(subscribe, () => shown);
  return (
    <div className={style.stack} role="status" aria-live="polite">
      {toasts.map((toast) => {
        const { what, next } = toast.tone === 'bad' ? tell(toast.error) : toast;
        return <Card key={toast.id} toast={toast} what={what} next={next} dismissLabel={dismissLabel} />;
      })}
    </div>
  );
}

function Card({
  toast,
  what,
  next,
  dismissLabel,
}: {
  readonly toast: Toast;
  readonly what: string;
  readonly next: string | null;
  readonly dismissLabel: string;
}) {
  useEffect(() => {
    const timer = setTimeout(() => drop(toast.id), toast.tone === 'bad' ? 12_000 : 3_500);
    return () => clearTimeout(timer);
  }, [toast]);
  const Icon = toast.tone === 'bad' ? IconAlertTriangle : IconCheck;
  return (
    <div className={style.card} data-tone={toast.tone}>
      <Icon size={18} aria-hidden className={style.icon} />
      <div>
        <div className={style.what}>{what}</div>
        {next && <div className={style.next}>{next}</div>}
      </div>
      <CloseButton size="sm" aria-label={dismissLabel} onClick={() => drop(toast.id)} />
    </div>
  );
}

let shown: readonly Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

function set(next: readonly Toast[]): void {
  shown = next;
  for (const told of listeners) told();
}

function add(toast: Omit<Toast, 'id'>): void {
  count += 1;
  set([...shown.slice(-3), { ...toast, id: count }]);
}

function drop(id: number): void {
  set(shown.filter((toast) => toast.id !== id));
}
