/** `book-07-p2.jpg` → `book-07`: pages of one record share the name before `-pN`. Null for a name without a page number. */
export function recordStem(name: string): string | null {
  return /^(.+)-p\d{1,4}(?:\.[^.]+)?$/iu.exec(name)?.[1] ?? null;
}
