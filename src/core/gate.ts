import type { Caller } from '#domain/caller';
import { problem } from '#domain/problem';
import { allows, type May, type Role } from '#domain/role';

/** The roles of a person by id. */
export type HeldRoles = (person: string) => readonly Role[];

/** The one place where it is decided whether a caller may: calls, page images, uploads and the event stream all come through here. `access.refused`. */
export function mustMay(may: May, caller: Caller, held: HeldRoles): void {
  if (!allows(may, caller, held)) throw problem('access.refused', {});
}
