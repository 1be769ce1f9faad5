import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';

/** A text that is saved when its field is left or Enter is pressed; Esc brings the saved one back. */
export function SavedText({
  label,
  hint,
  description,
  value,
  max,
  wrong,
  onSave,
}: {
  readonly label: string;
  readonly hint: string;
  readonly description?: string;
  readonly value: string;
  readonly max: number;
  readonly wrong?: (text: string) => string | null;
  readonly onSave: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const error = wrong?.(text.trim()) ?? null;
  const leave = () => {
    if (!error && text.trim() !== value) onSave(text.trim());
  };
  return (
    <TextInput
      style={{ flex: 1 }}
      label={label}
      placeholder={hint}
      description={description}
      value={text}
      maxLength={max}
      error={error}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave();
        if (event.key === 'Escape') setText(value);
      }}
    />
  );
}
