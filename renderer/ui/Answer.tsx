import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { tellError } from '../problem.ts';
import { useMessages } from '../workstation.tsx';
import { EmptyState } from './EmptyState.tsx';
import { Loading } from './Loading.tsx';

interface Question<T> {
  readonly data: T | undefined;
  readonly isError: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** The three states of a question to the core: waiting, refused, answered. What was answered before stays while it is asked again. */
export function Answer<T>({ query, children }: { readonly query: Question<T>; readonly children: (data: T) => ReactNode }) {
  const messages = useMessages();
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    const { what, next } = tellError(messages, query.error);
    return (
      <EmptyState tone="bad" title={what} text={next}>
        <Button variant="default" onClick={() => void query.refetch()}>
          {messages.words.retry}
        </Button>
      </EmptyState>
    );
  }
  return <Loading label={messages.frame.loading} />;
}
