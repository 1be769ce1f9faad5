import type { MachinePart } from '#domain/caller';
import type { May, Role } from '#domain/role';

/** Who may do what, by the kinds of work there are in an office. `and`: parts of the machine that may too. */
const people =
  (...roles: readonly Role[]) =>
  (...machine: readonly MachinePart[]): May => ({ roles, machine });

/** Sees what the office has: lists, records, pages, progress. */
export const look = people('clerk', 'checker', 'supervisor', 'administrator');
/** What is a person's own: nobody else has to do with it. */
export const own = people('clerk', 'checker', 'supervisor', 'administrator');
/** Takes paper in, reads it and decides on values. */
export const work = people('clerk', 'checker', 'supervisor');
/** Plans the work and answers for what leaves the office. */
export const lead = people('supervisor');
/** Sets the workstation up: settings, secrets. */
export const manage = people('administrator');
