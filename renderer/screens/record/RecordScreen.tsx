export function RecordScreen({ id }: { readonly id: string; readonly path: string | null }) { return <>{id}</>; }
