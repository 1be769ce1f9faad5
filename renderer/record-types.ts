import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Finding } from '#domain/finding';
import type { RecordType } from '#domain/record-type';
import { findingText } from '#messages/render';
import { rpc } from './core.ts';
import { useLanguage, useMessages } from './workstation.tsx';

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
  return useMemo(() => ({ type, face }), [type, face]);
}

/** A finding of a record of this type in words: faces by their names, not by their ids. */
export function useTellFinding(recordType: string | null): (finding: Pick<Finding, 'code' | 'params'>) => string {
  const { findings } = useMessages();
  const names = useTypeNames();
  return ({ code, params }) => {
    const { face } = params;
    const named = recordType !== null && typeof face === 'string' ? { ...params, label: names.face(recordType, face) } : params;
    return findingText(findings, { code, params: named });
  };
}
