import { Modal } from '@mantine/core';
import { KeyCaps } from '../ui/KeyCaps.tsx';
import { useMessages } from '../workstation.tsx';
import { liveCommands, scopeName } from './commands.ts';
import style from './KeysHelp.module.css';

/** Every key that works right now, grouped by where it works; the screen's own keys first. */
export function KeysHelp({ opened, close }: { readonly opened: boolean; readonly close: () => void }) {
  const { frame, words } = useMessages();
  return (
    <Modal opened={opened} onClose={close} title={frame.keys.title} size="50rem" closeButtonProps={{ 'aria-label': words.close }}>
      <Live />
    </Modal>
  );
}

function Live() {
  const messages = useMessages();
  const live = liveCommands();
  const scopes = [...new Set(live.map(({ scope }) => scope))].sort((a, b) => Number(a === 'everywhere') - Number(b === 'everywhere'));
  return (
    <div className={style.groups}>
      {scopes.map((scope) => (
        <section key={scope}>
          <h3 className={style.scope}>{scopeName(scope, messages)}</h3>
          <dl className={style.list}>
            {live
              .filter((command) => command.scope === scope)
              .map(({ id, keys, name }) => (
                <div key={id} className={style.line}>
                  <dt className={style.keys}>
                    {keys.map((key) => (
                      <KeyCaps key={key} keys={key} />
                    ))}
                  </dt>
                  <dd className={style.label}>{name(messages)}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
