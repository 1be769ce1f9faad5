import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ProblemError, problem } from '#domain/problem';
import type { Answer, FromChild, Request, ToChild } from './messages.ts';
import { tasks } from './tasks.ts';
import { limitMegabytes, limitMilliseconds, peakMegabytes, stateBytes, stretch, type Watch } from './watch.ts';

type Known = Readonly<Record<string, (input: never, hand: (part: unknown) => Promise<void>) => Promise<unknown>>>;

// A child process of the pool: one task at a time, until the parent lets go.

const state = new Int32Array(new SharedArrayBuffer(stateBytes));
const watch: Watch = { state, parent: process.ppid };
/** Milliseconds that the task in hand may compute, and each part that it hands over. */
let allowed = 0;
new Worker(new URL('./guard.ts', import.meta.url), { workerData: watch, stdin: false }).unref();

const extra = process.argv[2];
const known: Promise<Known> = extra
  ? import(pathToFileURL(extra).href).then((module: { readonly tasks: Known }) => ({ ...tasks, ...module.tasks }))
  : Promise.resolve(tasks);

process.on('disconnect', () => process.exit(0));
// Ctrl+C at a terminal goes to all of its processes; when to end is the parent's to say.
process.on('SIGINT', () => undefined);
process.on('message', (message: ToChild) => {
  if ('taken' in message) taken.resolve();
  else answer(message).then(send);
});

/** Settled while nothing that was handed over waits to be taken. */
let taken = Promise.withResolvers<void>();
taken.resolve();

/** Back-pressure: at most one part is on its way while the next one is made ready. */
async function hand(part: unknown): Promise<void> {
  watchTime(0);
  await taken.promise;
  taken = Promise.withResolvers();
  send({ part });
  watchTime(allowed);
}

function send(message: FromChild): void {
  process.send?.(message);
}

async function answer({ task, input, limits }: Request): Promise<Answer> {
  allowed = limits.seconds * 1000;
  Atomics.store(state, peakMegabytes, 0);
  Atomics.store(state, limitMegabytes, limits.megabytes);
  watchTime(allowed);
  const outcome = await perform(task, input);
  watchTime(0);
  await taken.promise;
  Atomics.store(state, limitMegabytes, 0);
  const now = Math.ceil(process.memoryUsage.rss() / 1_048_576);
  return { ...outcome, megabytes: now, peakMegabytes: Math.max(now, Atomics.load(state, peakMegabytes)) };
}

/** The time begins anew; 0: nothing is watched, others are to do something. */
function watchTime(milliseconds: number): void {
  Atomics.add(state, stretch, 1);
  Atomics.store(state, limitMilliseconds, milliseconds);
}

async function perform(task: string, input: unknown) {
  try {
    const work = (await known)[task];
    if (!work) throw new Error(`no task called ${task}`);
    return { value: await work(input as never, hand) };
  } catch (thrown) {
    const error = thrown instanceof Error ? outOfMemory(thrown, input) : new Error(String(thrown));
    if (error instanceof ProblemError) return { problem: { code: error.code, params: { ...error.params } } };
    return { error: { name: error.name, message: error.message, stack: error.stack } };
  }
}

function outOfMemory(error: Error, input: unknown): Error {
  const short = error instanceof RangeError && /allocation failed|Invalid (array buffer|typed array|string) length/i.test(error.message);
  const named = typeof input === 'object' && input !== null && 'name' in input && typeof input.name === 'string';
  return short && named ? problem('file.tooMuchMemory', { name: String(input.name) }, error) : error;
}
