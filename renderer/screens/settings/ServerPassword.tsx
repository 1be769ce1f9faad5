import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { rpc } from '#renderer/core.ts';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './SettingsScreen.module.css';

/** The password of a server: it goes to the secrets and never comes back. */
export function ServerPassword({ has, onSave }: { readonly has: boolean; readonly onSave: (password: string | null) => Promise<unknown> }) {
  const words = useWorkstation().messages.settings;
  const client = useQueryClient();
  const notify = useNotify();
  const [password, setPassword] = useState('');
  const keep = useMutation({
    mutationFn: onSave,
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
