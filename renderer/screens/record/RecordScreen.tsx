import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { problemOf, rpc } from '#renderer/core.ts';
import { tellError } from '#renderer/problem.ts';
import { go } from '#renderer/router.ts';
import { Answer } from '#renderer/ui/Answer.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { useMessages } from '#renderer/workstation.tsx';
import { tellSeen } from './fetch-ahead.ts';
import { RecordDesk } from './RecordDesk.tsx';
import { useSaving } from './saving.tsx';

/** Verifying one record. Everything it needs was fetched ahead when the clerk comes from the record before. */
export function RecordScreen({ id, path }: { readonly id: string; readonly path: string | null }) {
  const messages = useMessages();
  const { saver } = useSaving();
  const record = useQuery({
    ...rpc.record.open.queryOptions({ input: { id } }),
    queryFn: () => saver.ask(id, () => rpc.record.open.call({ id })),
  });
  const types = useQuery(rpc.workstation.recordTypes.queryOptions());
  const there = record.data !== undefined;
  useEffect(() => {
    if (there) tellSeen(id);
  }, [id, there]);
  const problem = record.isError ? problemOf(record.error) : null;
  // It was there and is not any more: reading again made other records of its pages.
  if (problem && problem !== 'silent' && problem.code === 'record.notFound') {
    const { what, next } = tellError(messages, record.error);
    return (
      <EmptyState tone="bad" title={what} text={next}>
        <Button variant="default" onClick={() => go({ screen: 'work' })}>
          {messages.record.screen.toWork}
        </Button>
      </EmptyState>
    );
  }
  return (
    <Answer query={types}>
      {(known) => (
        <Answer query={record}>{(opened) => <RecordDesk key={opened.id} record={opened} types={known} startPath={path} />}</Answer>
      )}
    </Answer>
  );
}
