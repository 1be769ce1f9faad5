import { Button, PasswordInput, Radio } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Settings } from '#domain/settings';
import { rpc } from '#renderer/core.ts';
import { tellError } from '#renderer/problem.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { SavedText } from '#renderer/ui/SavedText.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './SettingsScreen.module.css';

/** Where records are handed over to. The address is saved like any text; the password goes to the secrets and never comes back. */
export function DestinationSettings({ settings, hasPassword }: { readonly settings: Settings; readonly hasPassword: boolean }) {
  const { messages, save } = useWorkstation();
  const words = messages.settings;
  const { destination } = settings;
  const [kind, setKind] = useState(destination.kind);
  const url = destination.kind === 'postgres' ? destination.url : '';
  const check = useQuery(rpc.handover.checkDestination.queryOptions({ enabled: false, retry: false }));
  const choose = (chosen: string) => {
    setKind(chosen === 'postgres' ? 'postgres' : 'embedded');
    // A server is only saved once it has an address.
    if (chosen === 'embedded') save({ destination: { kind: 'embedded' } });
  };
  const wrong = (text: string) =>
    text === '' ? null : hasUserPassword(text) ? words.noPasswordInUrl : isAddress(text) ? null : words.urlWrong;
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
            wrong={wrong}
            onSave={(text) => {
              if (text) save({ destination: { kind: 'postgres', url: text } });
            }}
          />
          <Password has={hasPassword} />
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

function Password({ has }: { readonly has: boolean }) {
  const words = useWorkstation().messages.settings;
  const client = useQueryClient();
  const notify = useNotify();
  const [password, setPassword] = useState('');
  const keep = useMutation({
    mutationFn: (secret: string | null) => rpc.workstation.saveDestinationPassword.call({ password: secret }),
    onSuccess: (_, secret) => {
      setPassword('');
      notify.done(secret === null ? words.passwordForgotten : words.passwordSaved);
      void client.invalidateQueries({ queryKey: rpc.workstation.state.key() });
    },
    onError: notify.problem,
  });
  return (
    <form
      className={style.withButton}
      onSubmit={(event) => {
        event.preventDefault();
        if (password) keep.mutate(password);
      }}
    >
      <PasswordInput
        className={style.grow}
        label={words.password}
        description={words.passwordSafe}
        placeholder={has ? words.passwordKept : words.passwordHint}
        value={password}
        maxLength={500}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': words.password }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!password} loading={keep.isPending}>
        {words.savePassword}
      </Button>
      {has && (
        <Button variant="default" disabled={keep.isPending} onClick={() => keep.mutate(null)}>
          {words.forgetPassword}
        </Button>
      )}
    </form>
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

function isAddress(text: string): boolean {
  return /^postgres(ql)?:\/\/[^\s/]+/.test(text) && URL.canParse(text);
}

function hasUserPassword(text: string): boolean {
  return URL.canParse(text) && new URL(text).password !== '';
}
