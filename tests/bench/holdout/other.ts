import type { Random } from './random.ts';
export type OtherPaper = { readonly kind: string; readonly html: string } | { readonly kind: string; readonly picture: (dpi: number) => Promise<Uint8Array> };
export function otherPapers(_r: Random): readonly OtherPaper[] {
  return [];
}
