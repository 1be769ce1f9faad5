import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useAction } from '../actions/use-action.ts';
import { KeyCaps } from './KeyCaps.tsx';

/** Filters the list below it: `/` leads here, Escape empties it, ↓ and Enter go to the first row. */
export function FilterBox({
  label,
  className,
  value,
  onChange,
  onClear,
}: {
  readonly label: string;
  readonly className: string | undefined;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onClear: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  useAction('list.filter', () => input.current?.focus());
  return (
    <TextInput
      ref={input}
      className={className}
      aria-label={label}
      placeholder={label}
      value={value}
      maxLength={100}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={value ? null : <KeyCaps keys="/" />}
      rightSectionPointerEvents="none"
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClear();
        if ((event.key === 'ArrowDown' || event.key === 'Enter') && toFirstRow()) event.preventDefault();
      }}
    />
  );
}

/** Gives the focus to the row of the screen's table that has the cursor; false where there is none. */
export function toFirstRow(): boolean {
  const row = document.querySelector<HTMLElement>('#main tr[tabindex="0"]');
  row?.focus();
  return row !== null;
}
