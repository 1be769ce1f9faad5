import { useEffect, useState, useSyncExternalStore } from 'react';
import type { FieldPath } from '#domain/field-path';
import type { PaperRecord } from '#domain/paper-record';
import type { RecordType } from '#domain/record-type';
import { useActions } from '#renderer/actions/use-action.ts';
import { core } from '#renderer/core.ts';
import { go } from '#renderer/router.ts';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { liveActions, type Press } from './desk.ts';
import { type Desk, type DeskLook, openDesk } from './open-desk.ts';
import { useSaving } from './saving.tsx';

/** Puts a record on a desk for as long as it is shown, and gives the desk its keys. What they do stands in `desk`. */
export function useDesk(record: PaperRecord, types: readonly RecordType[], startPath: FieldPath | null): DeskLook & Pick<Desk, 'send'> {
  const saving = useSaving();
  const notify = useNotify();
  const [desk] = useState(() =>
    openDesk(record, startPath, {
      ...saving,
      core,
      typeOf: ({ recordType, version }) => types.find((type) => type.id === recordType && type.version === version) ?? null,
      moment: () => new Date().toISOString(),
      go,
      tell: notify.problem,
      focusEnd,
    }),
  );
  useEffect(() => desk.stand(), [desk]);
  const look = useSyncExternalStore(desk.watch, desk.look);
  useActions((action, event) => desk.send({ kind: 'press', action, press: pressOf(event) }), liveActions(look.state, look.sight));
  return { ...look, send: desk.send };
}

/** Above this height (CSS pixels) a value has more than one line, and arrows belong to its text. */
const twoLines = 54;

function pressOf(event: KeyboardEvent | null): Press {
  if (!event) return null;
  const { key, ctrlKey: ctrl, altKey: alt, target } = event;
  return { key, ctrl, alt, inLines: target instanceof HTMLTextAreaElement && target.clientHeight > twoLines };
}

function focusEnd(): void {
  const input = document.getElementById('field-input');
  if (!(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement)) return;
  input.focus();
  requestAnimationFrame(() => input.setSelectionRange(input.value.length, input.value.length));
}
