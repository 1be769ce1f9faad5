import { Modal } from '@mantine/core';
import { KeyCaps } from '../ui/KeyCaps.tsx';
import { useMessages } from '../workstation.tsx';
import { type ActionId, actionKinds } from './actions.ts';
import style from './KeysHelp.module.css';
import { liveActions } from './use-action.ts';

/** Every key that works right now, grouped by where it works; the screen's own keys first. */
export function KeysHelp({ close }: { readonly close: () => void }) {
  const messages = useMessages();
  const { keys, frame, words } = messages;
  const live = liveActions();
  const scopes = [...new Set(live.map((id) => actionKinds[id].scope))].sort(
    (a, b) => Number(a === 'everywhere') - Number(b === 'everywhere'),
  );
  return (
    <Modal opened onClose={close} title={frame.keys.title} size="50rem" closeButtonProps={{ 'aria-label': words.close }}>
      <div className={style.groups}>
        {scopes.map((scope) => (
          <section key={scope}>
            <h3 className={style.scope}>{keys.scopes[scope]}</h3>
            <dl className={style.list}>
              {live
                .filter((id) => actionKinds[id].scope === scope)
                .map((id: ActionId) => (
                  <div key={id} className={style.line}>
                    <dt className={style.keys}>
                      {actionKinds[id].keys.map((key) => (
                        <KeyCaps key={key} keys={key} />
                      ))}
                    </dt>
                    <dd className={style.label}>{keys.actions[id]}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
