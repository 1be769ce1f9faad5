import { Button, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SharedReadingState } from '#domain/job';
import type { Settings } from '#domain/settings';
import { formatNumber } from '#messages/format';
import { problemText } from '#messages/render';
import { rpc } from '#renderer/core.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { SavedText } from '#renderer/ui/SavedText.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import { ServerPassword } from './ServerPassword.tsx';
import style from './SettingsScreen.module.css';
import { wrongAddress } from './server-address.ts';

/** Whether other computers of the office read along. Off until somebody gives it an address: only then do pages leave this computer. */
export function SharingSettings({ settings, hasPassword }: { readonly settings: Settings; readonly hasPassword: boolean }) {
  const { messages, saveSettings } = useWorkstation();
  const words = messages.settings;
  const { sharing } = words;
  const notify = useNotify();
  /** On, without an address yet. What is saved shows as it is saved, also after a refusal. */
  const [coming, setComing] = useState(false);
  const on = coming || settings.sharedReading !== null;
  const { data } = useQuery(rpc.job.reading.queryOptions());
  const choose = (chosen: string) => {
    setComing(chosen === 'on');
    if (chosen === 'off') saveSettings({ sharedReading: null });
  };
  const saveKey = () => rpc.workstation.queueKey.call().then(({ key }) => download('so-song-khoa.txt', `${key}\n`), notify.problem);
  return (
    <div className={style.fields}>
      <Radio.Group aria-label={sharing.title} value={on ? 'on' : 'off'} onChange={choose}>
        <div className={style.radios}>
          <Radio size="xs" value="off" label={sharing.off} description={sharing.offNext} />
          <Radio size="xs" value="on" label={sharing.on} description={sharing.onNext} />
        </div>
      </Radio.Group>
      {on && (
        <>
          <SavedText
            label={words.url}
            hint={words.urlHint}
            value={settings.sharedReading?.url ?? ''}
            max={500}
            wrong={(text) => wrongAddress(text, words)}
            onSave={(text) => {
              setComing(!text);
              saveSettings({ sharedReading: text ? { url: text } : null });
            }}
          />
          <ServerPassword has={hasPassword} onSave={(password) => rpc.workstation.saveQueuePassword.call({ password })} />
          <div className={style.check}>
            <Button variant="default" onClick={saveKey}>
              {sharing.key}
            </Button>
            <span>{sharing.keyNext}</span>
          </div>
          {settings.sharedReading && (
            <span role="status">
              <State shared={data?.shared ?? null} />
            </span>
          )}
        </>
      )}
    </div>
  );
}

function State({ shared }: { readonly shared: SharedReadingState | null }) {
  const { messages, language } = useWorkstation();
  const { sharing } = messages.settings;
  if (!shared) return <>{sharing.connecting}</>;
  if (shared.problem) {
    const { what, next } = problemText(messages.problems, shared.problem);
    return (
      <>
        <Mark kind="error" /> <strong>{what}</strong> {next}
      </>
    );
  }
  return (
    <>
      <Mark kind="ok" /> {shared.readers > 0 ? sharing.connected(formatNumber(shared.readers, language)) : sharing.none}
    </>
  );
}

/** A file that the browser saves where downloads go. */
function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
