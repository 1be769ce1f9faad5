import { Modal } from '@mantine/core';
import { KeyCaps } from '../ui/KeyCaps.tsx';
import { useKeyboardAtOnce } from '../ui/use-keyboard-at-once.ts';
import { useMessages } from '../workstation.tsx';
import { type Command, liveCommands, scopeName } from './commands.ts';
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
  const part = useKeyboardAtOnce<HTMLDivElement>();
  const live = liveCommands();
  // A key that a screen has taken for itself does not lead elsewhere here.
  const own = new Set(live.filter(({ scope }) => scope !== 'everywhere').flatMap(({ keys }) => keys));
  const works = ({ scope, keys }: Command) => (scope === 'everywhere' ? keys.filter((key) => !own.has(key)) : keys);
  const scopes = [...new Set(live.map(({ scope }) => scope))].sort((a, b) => Number(a === 'everywhere') - Number(b === 'everywhere'));
  return (
    <div ref={part} className={style.groups}>
      {scopes.map((scope) => (
        <section key={scope}>
          <h3 className={style.scope}>{scopeName(scope, messages)}</h3>
          <dl className={style.list}>
            {live
              .filter((command) => command.scope === scope && works(command).length > 0)
              .map((command) => (
                <div key={command.id} className={style.line}>
                  <dt className={style.keys}>
                    {works(command).map((key) => (
                      <KeyCaps key={key} keys={key} />
                    ))}
                  </dt>
                  <dd className={style.label}>{command.name(messages)}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
