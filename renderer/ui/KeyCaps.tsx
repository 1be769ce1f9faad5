import { keyCaps } from '../actions/actions.ts';
import { useMessages } from '../workstation.tsx';
import style from './KeyCaps.module.css';

/** The caps of a key or chord as written in the table of actions. */
export function KeyCaps({ keys }: { readonly keys: string }) {
  const { names } = useMessages().keys;
  return (
    <span className={style.caps}>
      {keyCaps(keys, names).map((cap) => (
        <kbd key={cap} className={style.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
