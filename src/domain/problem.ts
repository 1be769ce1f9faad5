import { z } from 'zod';

/**
 * Everything that can go wrong and be told to a person: a code with parameters. `messages` renders each as what happened and
 * what to do next. `fault` decides the CLI's exit code: 1 the user can fix, 2 environment, 3 our bug.
 */
export type Fault = 'user' | 'environment' | 'bug';

interface ProblemKind {
  readonly status: number;
  readonly fault: Fault;
  readonly params: z.ZodType<Record<string, string | number>>;
}
const kind = <P extends z.ZodRawShape>(status: number, fault: Fault, shape: P) => ({ status, fault, params: z.object(shape) });
const name = { name: z.string() };

export const problemKinds = {
  // files given to us
  'file.empty': kind(422, 'user', name),
  'file.missing': kind(404, 'user', name),
  'file.unreadable': kind(422, 'user', name),
  'file.oldJpegTiff': kind(422, 'user', name),
  'file.attached': kind(422, 'user', { ...name, of: z.string() }),
  'file.truncated': kind(422, 'user', name),
  'file.notAnImage': kind(422, 'user', name),
  'file.tooLarge': kind(422, 'user', { ...name, megapixels: z.number() }),
  'file.tooSlow': kind(422, 'user', { ...name, seconds: z.number() }),
  'file.tooMuchMemory': kind(422, 'user', name),
  'file.tooManyPages': kind(422, 'user', { ...name, pages: z.number() }),
  'file.crashedReader': kind(422, 'user', name),
  'file.badName': kind(422, 'user', name),
  'file.isLink': kind(422, 'user', name),
  'file.passedOver': kind(422, 'user', name),
  'folder.unreadable': kind(422, 'user', name),
  'folder.empty': kind(422, 'user', name),
  'folder.watchedAway': kind(503, 'environment', name),
  'pdf.locked': kind(422, 'user', name),
  'pdf.wrongPassword': kind(422, 'user', name),
  'pdf.damaged': kind(422, 'user', name),
  'pdf.noPages': kind(422, 'user', name),
  'pdf.xfaForm': kind(422, 'user', name),
  // things that are not there, or not as the caller believed
  'batch.notFound': kind(404, 'user', { id: z.string() }),
  'batch.notEmpty': kind(409, 'user', { code: z.string() }),
  'page.damaged': kind(409, 'environment', name),
  'originals.damaged': kind(409, 'environment', { ...name, files: z.number() }),
  'page.notFound': kind(404, 'user', { id: z.string() }),
  'record.notFound': kind(404, 'user', { id: z.string() }),
  'record.underWay': kind(409, 'user', { id: z.string() }),
  'record.handedOver': kind(409, 'user', { id: z.string() }),
  'record.decided': kind(409, 'user', { id: z.string() }),
  'value.notFound': kind(404, 'user', { path: z.string() }),
  'value.stale': kind(409, 'user', { path: z.string() }),
  'value.notOfKind': kind(422, 'user', { path: z.string(), typed: z.string() }),
  'value.hasError': kind(409, 'user', { path: z.string() }),
  'value.nothingToUndo': kind(409, 'user', { id: z.string() }),
  'entry.notFound': kind(404, 'user', { id: z.string() }),
  'job.notFound': kind(404, 'user', { id: z.string() }),
  'target.notFound': kind(404, 'user', { id: z.string() }),
  'recordType.notFound': kind(404, 'user', { id: z.string() }),
  'place.notFound': kind(404, 'user', { code: z.string() }),
  'destination.unreachable': kind(503, 'environment', { reason: z.string() }),
  'destination.refused': kind(503, 'environment', { reason: z.string() }),
  'destination.badUrl': kind(422, 'user', {}),
  // reading together with other computers
  'queue.unreachable': kind(503, 'environment', { reason: z.string() }),
  'queue.refused': kind(503, 'environment', { reason: z.string() }),
  'queue.badUrl': kind(422, 'user', {}),
  'queue.badKey': kind(422, 'user', {}),
  'queue.wrongKey': kind(409, 'user', {}),
  'queue.otherVersion': kind(409, 'user', {}),
  'reading.paused': kind(409, 'user', {}),
  'handover.notFound': kind(404, 'user', { id: z.string() }),
  'handover.unanswered': kind(503, 'environment', {}),
  'handover.underWay': kind(409, 'user', { code: z.string() }),
  'handover.nothingReady': kind(409, 'user', { code: z.string() }),
  'handover.notAsShown': kind(409, 'user', { code: z.string() }),
  'handover.notConfirmed': kind(409, 'user', {
    code: z.string(),
    destination: z.string(),
    records: z.number(),
    byMachine: z.number(),
    overruled: z.number(),
  }),
  'handover.recordChanged': kind(409, 'bug', { number: z.number() }),
  'handover.notAsSent': kind(409, 'bug', { records: z.number() }),
  // the program's own files
  'program.damaged': kind(503, 'environment', { file: z.string() }),
  // scanner
  'scanner.notInstalled': kind(503, 'environment', {}),
  'scanner.lost': kind(503, 'environment', { device: z.string() }),
  'scanner.busy': kind(503, 'environment', { device: z.string() }),
  'scanner.jammed': kind(503, 'user', { device: z.string() }),
  'scanner.noPaper': kind(409, 'user', { device: z.string() }),
  'scanner.coverOpen': kind(503, 'user', { device: z.string() }),
  'scanner.badOption': kind(422, 'user', { device: z.string(), option: z.string() }),
  'scanner.failed': kind(503, 'environment', { device: z.string() }),
  // the machine
  'disk.waits': kind(507, 'environment', {}),
  'disk.full': kind(507, 'environment', {}),
  'store.newer': kind(409, 'environment', { found: z.number(), known: z.number() }),
  'store.missing': kind(409, 'environment', name),
  'store.damaged': kind(500, 'environment', {}),
  'folder.openToOthers': kind(503, 'environment', { ...name, files: z.number() }),
  'store.inUse': kind(409, 'environment', { name: z.string() }),
  'store.held': kind(409, 'environment', name),
  'worker.stopped': kind(503, 'environment', {}),
  'upload.missing': kind(404, 'user', name),
  'upload.incomplete': kind(409, 'user', { arrived: z.number(), files: z.number() }),
  'upload.tooLarge': kind(413, 'user', { megabytes: z.number() }),
  'call.tooLarge': kind(413, 'bug', { megabytes: z.number() }),
  'password.onCommandLine': kind(422, 'user', {}),
  'input.invalid': kind(400, 'user', { path: z.string() }),
  'access.refused': kind(403, 'user', {}),
  unknown: kind(500, 'bug', { reference: z.string() }),
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;
export const problemCodes = Object.keys(problemKinds) as readonly ProblemCode[];
export type ProblemParams<C extends ProblemCode = ProblemCode> = z.infer<(typeof problemKinds)[C]['params']>;

/** A problem as data, in rows and answers. */
export const Problem = z.object({
  code: z.enum(problemCodes as [ProblemCode, ...ProblemCode[]]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Problem = z.infer<typeof Problem>;

/** A problem on its way up. The message is the code: it is for logs, never for people. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
  constructor(code: ProblemCode, params: Readonly<Record<string, string | number>>, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = 'ProblemError';
    this.code = code;
    this.params = params;
  }
}

export function problem<C extends ProblemCode>(code: C, params: ProblemParams<C>, cause?: unknown): ProblemError {
  return new ProblemError(code, params as Record<string, string | number>, cause);
}
