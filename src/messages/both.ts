/** The shape of a text table with its wording left open: literals become strings, functions keep their parameters. */
export type Wording<T> = T extends (...args: infer A) => string
  ? (...args: A) => string
  : T extends string
    ? string
    : { readonly [K in keyof T]: Wording<T[K]> };

/** One area of texts in both languages; English must have every key that Vietnamese has, and no other. */
export function both<const V>(vi: V, en: Wording<V>): { readonly vi: Wording<V>; readonly en: Wording<V> } {
  return { vi: vi as Wording<V>, en };
}
