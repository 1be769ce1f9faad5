import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { RecordType } from '#domain/record-type';
import { rpc } from './core.ts';
import { useLanguage } from './workstation.tsx';

const none: readonly RecordType[] = [];

/** All record types in their newest version; empty until the core has answered. */
export function useRecordTypes(): readonly RecordType[] {
  const { data } = useQuery(rpc.workstation.recordTypes.queryOptions());
  return data ?? none;
}

/** Short names of record types and their faces in the present language; an id that is not known stands for itself. */
export function useTypeNames(): { readonly type: (id: string) => string; readonly face: (id: string, face: string) => string } {
  const types = useRecordTypes();
  const language = useLanguage();
  const type = useCallback((id: string) => types.find((one) => one.id === id)?.short[language] ?? id, [types, language]);
  const face = useCallback(
    (id: string, face: string) => types.find((one) => one.id === id)?.faces.find((one) => one.id === face)?.label[language] ?? face,
    [types, language],
  );
  return { type, face };
}
