import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { core } from '#renderer/core.ts';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useMessages } from '#renderer/workstation.tsx';

/** Has pages read once more, one after the other: a type was added, or the reading got better. */
export function ReadAgain({ pageIds }: { readonly pageIds: readonly string[] }) {
  const words = useMessages().record.steps;
  const notify = useNotify();
  const again = useMutation({
    mutationFn: async () => {
      for (const id of pageIds) await core.page.readAgain({ id });
    },
    onSuccess: () => notify.done(words.readingAgain),
    onError: notify.problem,
  });
  return (
    <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
      {words.readAgain}
    </Button>
  );
}
