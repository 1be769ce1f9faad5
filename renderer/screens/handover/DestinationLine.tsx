import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { serverOf } from '#domain/settings';
import { useAction } from '#renderer/actions/use-action.ts';
import { rpc } from '#renderer/core.ts';
import { tellError } from '#renderer/problem.ts';
import { href } from '#renderer/router.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './HandoverScreen.module.css';

export function useDestinationName(): string {
  const { messages, settings } = useWorkstation();
  return settings?.destination.kind === 'postgres' ? serverOf(settings.destination.url) : messages.handover.embedded;
}

/** Where records go, and whether it can be reached: asked only when a person wants to know. */
export function DestinationLine() {
  const words = useWorkstation().messages.handover;
  const check = useQuery(rpc.handover.checkDestination.queryOptions({ enabled: false, retry: false }));
  useAction('handover.check', () => void check.refetch());
  const name = useDestinationName();
  return (
    <div className={style.destination}>
      <span>
        {words.destination}: <strong>{name}</strong>
      </span>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconPlugConnected size={13} aria-hidden />}
        loading={check.isFetching}
        onClick={() => void check.refetch()}
      >
        {words.check}
      </Button>
      <span role="status">
        {check.isFetching ? (
          words.checking
        ) : check.error ? (
          <CheckFailed error={check.error} />
        ) : check.data ? (
          <>
            <Mark kind="ok" /> {words.reachable(check.data.server)},{' '}
            {check.data.schemaVersion === null ? words.noSchema : words.schema(String(check.data.schemaVersion))}
          </>
        ) : null}
      </span>
      <a href={href({ screen: 'settings' })}>{words.change}</a>
    </div>
  );
}

function CheckFailed({ error }: { readonly error: unknown }) {
  const { what, next } = tellError(useWorkstation().messages, error);
  return (
    <span className={style.bad} title={next}>
      <Mark kind="error" /> {what} {next}
    </span>
  );
}
