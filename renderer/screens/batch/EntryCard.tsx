import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Batch } from '#domain/batch';
import type { ImportEntry } from '#domain/import-entry';
import { rpc } from '#renderer/core.ts';
import { tellProblem } from '#renderer/problem.ts';
import { href } from '#renderer/router.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './EntryList.module.css';
import { entryMarks, pathIn } from './entry-marks.ts';

/** One file that needs a person: what happened, what to do, and the button that does it. */
export function EntryCard({ entry, batch }: { readonly entry: ImportEntry; readonly batch: Batch }) {
  const { messages } = useWorkstation();
  const { intake: words, labels } = messages;
  const client = useQueryClient();
  const notify = useNotify();
  const [password, setPassword] = useState('');
  const problem = entry.problem && tellProblem(messages, entry.problem);
  const here = entry.copyOf?.batchId === batch.id;
  const act = useMutation({
    mutationFn: (call: () => Promise<unknown>) => call(),
    onSuccess: () => setPassword(''),
    onError: notify.problem,
    onSettled: () => void client.invalidateQueries({ queryKey: rpc.batch.key() }),
  });
  const entryId = entry.id;
  const dismiss = (
    <Button variant="default" disabled={act.isPending} onClick={() => act.mutate(() => rpc.intake.dismiss.call({ entryId }))}>
      {words.dismiss}
    </Button>
  );

  return (
    <article className={style.card}>
      <Mark kind={entryMarks[entry.state]} label={labels.entryState[entry.state]} size={20} />
      <div className={style.text}>
        <h2 className={style.name}>{pathIn(entry)}</h2>
        {problem ? (
          <>
            <p className={style.why}>{problem.what}</p>
            <p className={style.next}>{problem.next}</p>
          </>
        ) : (
          <p className={style.why}>
            {entry.copyOf ? (here ? words.copyOfHere : words.copyOf(entry.copyOf.batchCode)) : labels.entryState[entry.state]}
          </p>
        )}
      </div>
      <div className={style.buttons}>
        {entry.state === 'locked' && (
          <form
            className={style.buttons}
            onSubmit={(event) => {
              event.preventDefault();
              if (password) act.mutate(() => rpc.intake.unlock.call({ entryId, password }));
            }}
          >
            <PasswordInput
              className={style.password}
              aria-label={words.passwordFor(entry.name)}
              placeholder={words.password}
              value={password}
              maxLength={1000}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': words.showPassword }}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <Button type="submit" disabled={!password} loading={act.isPending}>
              {words.unlock}
            </Button>
          </form>
        )}
        {entry.state === 'copy' && (
          <>
            {entry.copyOf && !here && (
              <Button variant="subtle" component="a" href={href({ screen: 'batch', id: entry.copyOf.batchId, tab: 'pages' })}>
                {words.seeCopy}
              </Button>
            )}
            <Button variant="default" disabled={act.isPending} onClick={() => act.mutate(() => rpc.intake.takeCopy.call({ entryId }))}>
              {words.takeCopy}
            </Button>
          </>
        )}
        {entry.state === 'failed' && entry.canRetry && (
          <Button loading={act.isPending} onClick={() => act.mutate(() => rpc.intake.retry.call({ entryId }))}>
            {entry.problem?.code === 'file.attached' ? words.takeAttached : words.retry}
          </Button>
        )}
        {dismiss}
      </div>
    </article>
  );
}
