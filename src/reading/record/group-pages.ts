import type { PageReading } from '#domain/reading';
import type { RecordType } from '#domain/record-type';

export interface NamedPage {
  readonly name: string;
  readonly group: string | null;
  readonly reading: PageReading;
}

/** A record's pages: indices into the pages given, in reading order; `type` is null for paper of no known kind. */
export interface PageGroup {
  readonly type: RecordType | null;
  readonly pages: readonly number[];
}

/**
 * Which pages make one record. Pages whose names differ only in `-pN` (or that the caller grouped) belong together; the others are
 * put together by their faces, in the order given: a page joins the record before it while its face is still missing there.
 */
export function groupPages(pages: readonly NamedPage[], types: readonly RecordType[]): readonly PageGroup[] {
  const groups: { key: string | null; type: RecordType | null; pages: number[]; faces: Set<string> }[] = [];
  const byKey = new Map<string, (typeof groups)[number][]>();
  let open: (typeof groups)[number] | null = null;
  pages.forEach((page, index) => {
    const { classified } = page.reading;
    const type = types.find((t) => t.id === classified.recordType && t.version === classified.version) ?? null;
    const key = page.group ?? nameBeforePage(page.name);
    if (key !== null) {
      const same = byKey.get(key) ?? [];
      const group = same.find((g) => g.type === type || g.type === null || type === null);
      if (group) {
        group.pages.push(index);
        group.type ??= type;
      } else {
        const fresh = { key, type, pages: [index], faces: new Set<string>() };
        groups.push(fresh);
        byKey.set(key, [...same, fresh]);
      }
      return;
    }
    const faces = classified.faces;
    const fits =
      open !== null &&
      type !== null &&
      open.type === type &&
      faces.every((face) => !open?.faces.has(face) || type.faces.find((f) => f.id === face)?.repeats === true) &&
      !startsAnother(type, faces, open.faces);
    if (fits && open) {
      open.pages.push(index);
      for (const face of faces) open.faces.add(face);
    } else {
      const fresh = { key: null, type, pages: [index], faces: new Set(faces) };
      groups.push(fresh);
      open = type === null || singlePage(type) ? null : fresh;
    }
  });
  return groups.map((group) => ({ type: group.type, pages: inOrder(group, pages) }));
}

function singlePage(type: RecordType): boolean {
  return type.faces.length === 1 && !type.faces[0]?.repeats;
}

/** A required face that does not repeat opens the next record when the one before already has pages that follow it. */
function startsAnother(type: RecordType, faces: readonly string[], seen: ReadonlySet<string>): boolean {
  const first = type.faces.find((face) => face.required && !face.repeats)?.id;
  return first !== undefined && faces.includes(first) && type.faces.some((face) => face.repeats && seen.has(face.id));
}

/** `lo-3/ho-so-p2.jpg` → `lo-3/ho-so`; null without such an ending. */
export function nameBeforePage(name: string): string | null {
  return /^(.+)-p\d+(?:\.[^./\\]+)?$/iu.exec(name)?.[1] ?? null;
}

/** By the face's place in the type, then by the page number in the name, then as given. */
function inOrder(
  group: { readonly type: RecordType | null; readonly pages: readonly number[] },
  pages: readonly NamedPage[],
): readonly number[] {
  const rank = (index: number) => {
    const face = pages[index]?.reading.classified.face ?? null;
    const at = group.type?.faces.findIndex((f) => f.id === face) ?? -1;
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  };
  const number = (index: number) => Number(/-p(\d+)(?:\.[^./\\]+)?$/iu.exec(pages[index]?.name ?? '')?.[1] ?? 0);
  return [...group.pages].sort((a, b) => rank(a) - rank(b) || number(a) - number(b) || a - b);
}
