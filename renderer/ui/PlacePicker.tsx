import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { rpc } from '../core.ts';
import { useMessages } from '../workstation.tsx';

/** A place by its name: typing asks the core, which knows today's communes and what they were before. */
export function PlacePicker({
  label,
  code,
  name,
  onChange,
  placeholder,
  description,
}: {
  readonly label: string;
  readonly code: string | null;
  /** The name of `code` where it is known already. */
  readonly name: string | null;
  readonly onChange: (code: string | null, name: string | null) => void;
  readonly placeholder?: string;
  readonly description?: string;
}) {
  const messages = useMessages();
  const [typed, setTyped] = useState(name ?? '');
  const [text] = useDebouncedValue(typed, 150);
  const found = useQuery(
    rpc.workstation.places.queryOptions({ input: { text }, placeholderData: keepPreviousData, enabled: text.trim().length > 1 }),
  );
  const places = (found.data ?? []).map((place) => ({
    value: place.code,
    label: place.province ? `${place.name}, ${place.province}` : place.name,
  }));
  const data = code && !places.some(({ value }) => value === code) ? [{ value: code, label: name ?? code }, ...places] : places;
  return (
    <Select
      label={label}
      placeholder={placeholder ?? messages.batch.placeHint}
      description={description}
      data={data}
      value={code}
      limit={50}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': messages.batch.clearPlace }}
      nothingFoundMessage={messages.batch.noPlaceFound}
      // The core folds marks and knows old names: everything it answers fits.
      filter={({ options }) => options}
      onSearchChange={setTyped}
      onChange={(value) => onChange(value, data.find((place) => place.value === value)?.label ?? null)}
    />
  );
}
