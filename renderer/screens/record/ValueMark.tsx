import { isOpen } from '#domain/decision';
import type { FieldValue } from '#domain/field-value';
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

/** Where a value stands: one sign, its name on hover and for reading aloud. */
export function ValueMark({ value }: { readonly value: FieldValue }) {
  const states = useMessages().labels.valueState;
  const worst = value.findings.some(({ severity }) => severity === 'error');
  return <Mark kind={isOpen(value.state) && worst ? 'error' : kinds[value.state]} label={states[value.state]} />;
}
