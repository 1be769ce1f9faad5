import { z } from 'zod';
import type { Caller, MachinePart } from './caller.ts';

/** What people are trusted with in an office. */
export const Role = z.enum(['clerk', 'checker', 'supervisor', 'administrator']);
export type Role = z.infer<typeof Role>;

/** Who may do something: people of these roles, and these parts of the machine. */
export interface May {
  readonly roles: readonly Role[];
  readonly machine: readonly MachinePart[];
}

/** Until there are accounts everybody holds all roles. */
export function rolesOf(_person: string): readonly Role[] {
  return Role.options;
}

/** Whether a caller may, given the roles of people. */
export function allows({ roles, machine }: May, caller: Caller, held: (person: string) => readonly Role[]): boolean {
  return caller.kind === 'machine' ? machine.includes(caller.part) : held(caller.id).some((role) => roles.includes(role));
}
