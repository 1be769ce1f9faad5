export function StepsScreen({ recordId }: { readonly recordId: string; readonly pageId: string | null }) { return <>{recordId}</>; }
