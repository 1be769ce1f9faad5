import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useAction } from '#renderer/actions/use-action.ts';
import { core, rpc } from '#renderer/core.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useMessages } from '#renderer/workstation.tsx';

/** A returned record that is right as it is: whoever says so stands for it. */
export function SendAgain({ recordId }: { readonly recordId: string }) {
  const words = useMessages().record.screen;
  const notify = useNotify();
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () => core.record.sendAgain({ id: recordId }),
    onSuccess: (record) => {
      client.setQueryData(rpc.record.open.queryKey({ input: { id: recordId } }), record);
      notify.done(words.sentAgain);
    },
    onError: notify.problem,
  });
  const send = () => again.mutate();
  useAction('record.sendAgain', send);
  return (
    <Button variant="default" loading={again.isPending} onClick={send} rightSection={<KeyCaps keys="Alt+g" />}>
      {words.sendAgain}
    </Button>
  );
}
