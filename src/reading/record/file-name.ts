/** `book-07-p2.jpg` → `book-07`: pages of one record share the name before `-pN`. Null for a name without a page number. */
export function recordStem(name: string): string | null {
  return /^(.+)-p\d{1,4}(?:\.[^.]+)?$/iu.exec(name)?.[1] ?? null;
}

/** Pages that a person, or a shared value on them, has put together. */
const together = 'together:';

export function togetherKey(id: string): string {
  return `${together}${id}`;
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
  if (file.pages > 1) return `file:${file.id}`;
  const stem = recordStem(file.name);
  return stem === null ? `folder:${file.intake}:${file.folder}` : `name:${file.folder}/${stem}`;
}

/** What `groupPages` is told of a page in such a group. */
export function pageOfGroup(
  group: string,
  name: string,
): { readonly name: string; readonly group: string | null; readonly oneFile: boolean } {
  const isSaid = group.startsWith('name:') || group.startsWith(together);
  return { name, group: isSaid ? group : null, oneFile: group.startsWith('file:') };
}

/** Counters of this many figures are times of day (`IMG_20261128_101112`): one follows the other, but nothing tells what is missing. */
const TIME_FIGURES = 6;

/** The name's counter goes on from the other's: what a scanner or a camera writes one after the other. */
export function nameFollows(name: string, before: string): boolean {
  const [one, other] = [counterOf(before), counterOf(name)];
  if (one === null || other === null || one.stem !== other.stem) return false;
  if (other.number === one.number + 1) return true;
  return Math.min(one.figures, other.figures) >= TIME_FIGURES && other.number > one.number;
}

function counterOf(name: string): { readonly stem: string; readonly number: number; readonly figures: number } | null {
  const [, before, counter, after] = /^(.*?)(\d{1,15})(\D*)$/u.exec(name.replace(/\.[^.]+$/u, '')) ?? [];
  if (counter === undefined) return null;
  return { stem: `${before}#${after}`, number: Number(counter), figures: counter.length };
}
