import { useQuery } from '@tanstack/react-query';
import { rpc } from '#renderer/core.ts';
import { Answer } from '#renderer/ui/Answer.tsx';
import { RecordDesk } from './RecordDesk.tsx';

/** Verifying one record. Everything it needs was fetched ahead when the clerk comes from the record before. */
export function RecordScreen({ id, path }: { readonly id: string; readonly path: string | null }) {
  const record = useQuery(rpc.record.open.queryOptions({ input: { id } }));
  const types = useQuery(rpc.workstation.recordTypes.queryOptions());
  return (
    <Answer query={types}>
      {(known) => (
        <Answer query={record}>
          {(opened) => (
            <RecordDesk
              key={opened.id}
              record={opened}
              type={known.find((type) => type.id === opened.recordType && type.version === opened.version) ?? null}
              startPath={path}
            />
          )}
        </Answer>
      )}
    </Answer>
  );
}
