import type { FieldValue } from '#domain/field-value';
import { isStanding } from '#domain/finding';
import { Mark, type MarkKind } from '#renderer/ui/Mark.tsx';
import { useMessages } from '#renderer/workstation.tsx';

const kinds: Readonly<Record<FieldValue['state'], MarkKind>> = {
  read: 'doubt',
  accepted: 'ok',
  confirmed: 'seen',
  corrected: 'edited',
  keyed: 'edited',
  unreadable: 'unreadable',
  blank: 'waiting',
};

/** Where a value stands: one sign, its name on hover and for reading aloud. An error that nobody has answered is shown whoever gave the value. */
export function ValueMark({ value }: { readonly value: FieldValue }) {
  const states = useMessages().labels.valueState;
  return <Mark kind={value.findings.some(isStanding) ? 'error' : kinds[value.state]} label={states[value.state]} />;
}
