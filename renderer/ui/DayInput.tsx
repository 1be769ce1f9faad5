import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatDay, parseDay } from '#messages/format';
import { useMessages } from '../workstation.tsx';

/** A day as it is typed in offices, `31/12/2026`; `onChange` has the ISO date, or null while there is none. */
export function DayInput({
  label,
  day,
  onChange,
  error,
}: {
  readonly label: string;
  readonly day: string | null;
  readonly onChange: (day: string | null) => void;
  readonly error?: string | null;
}) {
  const messages = useMessages();
  const [typed, setTyped] = useState(day ? formatDay(day) : '');
  const [left, setLeft] = useState(false);
  const wrong = left && typed.trim() !== '' && parseDay(typed) === null;
  return (
    <TextInput
      label={label}
      value={typed}
      placeholder={messages.batch.dayHint}
      inputMode="numeric"
      error={wrong ? messages.batch.dayWrong : error}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        setLeft(false);
        onChange(parseDay(value));
      }}
      onBlur={() => {
        setLeft(true);
        const parsed = parseDay(typed);
        if (parsed) setTyped(formatDay(parsed));
      }}
    />
  );
}
