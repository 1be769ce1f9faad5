import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import type { Messages } from '#messages/vi';
import { EmptyState } from './EmptyState.tsx';

/** Keeps a broken screen from taking the frame with it. React knows error boundaries as classes only. */
export class ErrorBoundary extends Component<
  { readonly messages: Messages; readonly children: ReactNode },
  { readonly error: Error | null }
> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { messages, children } = this.props;
    const { error } = this.state;
    if (!error) return children;
    const { what, next, again } = messages.frame.broken;
    return (
      <EmptyState tone="bad" title={what} text={next}>
        <code>{error.message.slice(0, 200)}</code>
        <Button variant="default" onClick={() => this.setState({ error: null })}>
          {again}
        </Button>
      </EmptyState>
    );
  }
}
