import { Button, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Settings } from '#domain/settings';
import { rpc } from '#renderer/core.ts';
import { tellError } from '#renderer/problem.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { SavedText } from '#renderer/ui/SavedText.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import { ServerPassword } from './ServerPassword.tsx';
import style from './SettingsScreen.module.css';
import { wrongAddress } from './server-address.ts';

/** Where records are handed over to. The address is saved like any text; the password goes to the secrets and never comes back. */
export function DestinationSettings({ settings, hasPassword }: { readonly settings: Settings; readonly hasPassword: boolean }) {
  const { messages, saveSettings } = useWorkstation();
  const words = messages.settings;
  const { destination } = settings;
  /** A server is chosen that has no address yet. What is saved shows as it is saved, also after a refusal. */
  const [coming, setComing] = useState(false);
  const kind = coming ? 'postgres' : destination.kind;
  const url = destination.kind === 'postgres' ? destination.url : '';
  const check = useQuery(rpc.handover.checkDestination.queryOptions({ enabled: false, retry: false }));
  const choose = (chosen: string) => {
    setComing(chosen === 'postgres');
    if (chosen === 'embedded') saveSettings({ destination: { kind: 'embedded' } });
  };
  return (
    <div className={style.fields}>
      <Radio.Group aria-label={words.destination} value={kind} onChange={choose}>
        <div className={style.radios}>
          <Radio size="xs" value="embedded" label={words.embedded} description={words.embeddedNext} />
          <Radio size="xs" value="postgres" label={words.postgres} />
        </div>
      </Radio.Group>
      {kind === 'postgres' && (
        <>
          <SavedText
            label={words.url}
            hint={words.urlHint}
            value={url}
            max={500}
            wrong={(text) => wrongAddress(text, words)}
            onSave={(text) => {
              if (!text) return;
              setComing(false);
              saveSettings({ destination: { kind: 'postgres', url: text } });
            }}
          />
          <ServerPassword has={hasPassword} onSave={(password) => rpc.workstation.saveDestinationPassword.call({ password })} />
        </>
      )}
      <div className={style.check}>
        <Button variant="default" loading={check.isFetching} onClick={() => void check.refetch()}>
          {words.check}
        </Button>
        <span role="status">
          {check.isFetching ? (
            words.checking
          ) : check.error ? (
            <Failed error={check.error} />
          ) : check.data ? (
            <>
              <Mark kind="ok" /> {words.checkOk(check.data.server)}
            </>
          ) : null}
        </span>
      </div>
    </div>
  );
}

function Failed({ error }: { readonly error: unknown }) {
  const { what, next } = tellError(useWorkstation().messages, error);
  return (
    <>
      <Mark kind="error" /> <strong>{what}</strong> {next}
    </>
  );
}
