import { z } from 'zod';

/** The parts of the machine that change something by themselves, each under its own name in the audit trail. */
export const MachinePart = z.enum(['reader', 'importer', 'scanner', 'sender', 'scheduler', 'watcher']);
export type MachinePart = z.infer<typeof MachinePart>;

/** Who asks the core for something: a person by id, or a part of the machine. */
export type Caller = { readonly kind: 'person'; readonly id: string } | { readonly kind: 'machine'; readonly part: MachinePart };

export function machine(part: MachinePart): Caller {
  return { kind: 'machine', part };
}

const ofMachine = 'machine:';

/** How a caller is written in rows: a person's id, or `machine:reader`. */
export function callerKey(caller: Caller): string {
  return caller.kind === 'person' ? caller.id : `${ofMachine}${caller.part}`;
}

/** The other way; a part that this program does not know any more reads as a person of that name. */
export function callerOf(key: string): Caller {
  const part = key.startsWith(ofMachine) ? MachinePart.safeParse(key.slice(ofMachine.length)).data : undefined;
  return part ? machine(part) : { kind: 'person', id: key };
}

/** A caller for people: a name instead of an id. */
export const NamedCaller = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), name: z.string() }),
  z.object({ kind: z.literal('machine'), part: MachinePart }),
]);
export type NamedCaller = z.infer<typeof NamedCaller>;
