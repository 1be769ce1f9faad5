import { z } from 'zod';

/** What holds for the office at this workstation; what a person likes is a preference. The destination's password is a secret and lives elsewhere. */
export const Settings = z.object({
  /** Name under which decisions are written down until accounts exist. */
  person: z.string().trim().min(1).max(80),
  office: z.string().trim().max(120),
  placeCode: z.string().nullable(),
  destination: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('embedded') }),
    z.object({ kind: z.literal('postgres'), url: z.string().max(500) }),
  ]),
  /** Files that appear in this folder are imported; null: none is watched. */
  watchedFolder: z.string().nullable(),
  /** Pages read at the same time. */
  readers: z.number().int().min(1).max(16),
  /** The office's own PostgreSQL, over which other computers read along; null: pages never leave this one. */
  sharedReading: z
    .object({ url: z.string().max(500) })
    .nullable()
    .default(null),
});
export type Settings = z.infer<typeof Settings>;

/** Server and database of a PostgreSQL address, as people know it: without user or password. */
export function serverOf(url: string): string {
  return url
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/^[^/]*@/, '')
    .replace(/[?#].*$/, '');
}
