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

/** Short names of record types, their faces and tables in the present language; an id that is not known stands for itself. */
export function useTypeNames(): {
  readonly type: (id: string) => string;
  readonly face: (id: string, face: string) => string;
  readonly table: (id: string, table: string) => string;
} {
  const types = useRecordTypes();
  const language = useLanguage();
  const type = useCallback((id: string) => types.find((one) => one.id === id)?.short[language] ?? id, [types, language]);
  const face = useCallback(
    (id: string, face: string) => types.find((one) => one.id === id)?.faces.find((one) => one.id === face)?.label[language] ?? face,
    [types, language],
  );
  const table = useCallback(
    (id: string, table: string) => types.find((one) => one.id === id)?.tables.find((one) => one.key === table)?.label[language] ?? table,
    [types, language],
  );
  return useMemo(() => ({ type, face, table }), [type, face, table]);
}

/** A finding of a record of this type in words: faces and tables by their names, not by their ids. */
export function useTellFinding(recordType: string | null): (finding: Pick<Finding, 'code' | 'params'>) => string {
  const { findings } = useMessages();
  const names = useTypeNames();
  return ({ code, params }) => {
    const { face, table } = params;
    const label =
      recordType === null
        ? null
        : typeof face === 'string'
          ? names.face(recordType, face)
          : typeof table === 'string'
            ? names.table(recordType, table)
            : null;
    return findingText(findings, { code, params: label === null ? params : { ...params, label } });
  };
}
