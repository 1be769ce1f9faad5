/** `book-07-p2.jpg` → `book-07`: pages of one record share the name before `-pN`. Null for a name without a page number. */
export function recordStem(name: string): string | null {
  return /^(.+)-p\d{1,4}(?:\.[^.]+)?$/iu.exec(name)?.[1] ?? null;
}

/**
 * Pages that may belong to one record share a group: the pages of one many-page file; files whose names differ only in their
 * `-pN`; else all files of one folder that were given together (`intake`).
 */
export function groupKey(file: {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  readonly pages: number;
  readonly intake: string;
}): string {
  if (file.pages > 1 || /\.pdf$/iu.test(file.name)) return `file:${file.id}`;
  const stem = recordStem(file.name);
  return stem === null ? `folder:${file.intake}:${file.folder}` : `name:${file.folder}/${stem}`;
}

/** What `groupPages` is told of a page in such a group: names that differ in `-pN` are one record; elsewhere the faces decide. */
export function sameRecord(group: string, name: string): { readonly name: string; readonly group: string | null } {
  return group.startsWith('name:') ? { name, group } : { name: '', group: null };
}
