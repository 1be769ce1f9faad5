// Long, because starting, feeding, watching, retiring and burying a child share one state that nothing else may touch.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Children, type Handing, type Limits, type PartOf, type TaskShapes, type Tasks, taskLimits } from '#children';
import { ProblemError, problem } from '#domain/problem';
import { childEnvironment, lowerPriority, wasmFlags } from '#engines/child-process';
import { type Answer, type FromChild, memoryMark, type ToChild, timeMark } from './messages.ts';

export interface PoolOptions {
  /** Children at most; each is started when there is work for it. */
  readonly size: number;
  /** A child is replaced after this many tasks (default 40), and sooner when it stays large: decoders and OCR grow. */
  readonly recycleAfter?: number;
  /** A child that still holds this much after a task is replaced. Default 700. */
  readonly recycleMegabytes?: number;
  /** JavaScript heap of a child (pixels lie outside it). Default 768. */
  readonly heapMegabytes?: number;
  /** Below whatever else runs (default); false for what a person waits for at the screen. */
  readonly background?: boolean;
  /** Another program than child.ts, by path. */
  readonly entry?: string;
  /** A module whose `tasks` are added to the known ones, by path; `limits` has theirs. */
  readonly extraTasks?: string;
  /** Instead of those in the table: in tests, what never ends is stopped sooner. */
  readonly limits?: Readonly<Record<string, Limits>>;
}

export interface PoolStats {
  readonly started: number;
  readonly alive: number;
  readonly waiting: number;
  /** The largest any child has been, in megabytes of resident memory. */
  readonly peakMegabytes: number;
}

export interface Pool<T extends TaskShapes<T> = Tasks> extends Children<T> {
  readonly stats: () => PoolStats;
}

interface Task {
  readonly task: string;
  readonly input: unknown;
  readonly limits: Limits;
  readonly name: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  readonly take: (part: unknown) => Promise<void>;
  /** The part that is being taken: the task is not over before. */
  taking: Promise<void>;
  /** Parts were handed over: it cannot be tried again from its beginning. */
  handed: boolean;
  /** What came of it in a child that had worked before; it is tried once more in a new one. */
  first: ProblemError | null;
}

interface Member {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  current: Task | null;
  /** Why this child is being killed, for the task that it has. */
  reason: unknown;
  timer: NodeJS.Timeout | undefined;
  done: number;
  /** The end of what it wrote on its error output: how a native crash says what it was. */
  said: string;
}

/**
 * Child processes for what is slow or cannot be trusted. A task ends with its answer, with the `ProblemError` it threw, or with
 * `file.tooSlow`, `file.tooMuchMemory` or `file.crashedReader` for the `name` in its input; `worker.stopped` when the pool is closed
 * first; the signal's reason when it was stopped. Kinds of task take turns, so that one page to be shown does not wait for a thousand
 * to be read; a program that must answer at once keeps a second, small pool for it.
 */
export function openPool<T extends TaskShapes<T> = Tasks>(options: PoolOptions): Pool<T> {
  const { size, recycleAfter = 40, recycleMegabytes = 700, heapMegabytes = 768, background = true } = options;
  const table: Readonly<Record<string, Limits>> = { ...taskLimits, ...options.limits };
  const entry = options.entry ?? fileURLToPath(new URL('./child.ts', import.meta.url));
  const members = new Set<Member>();
  /** By kind of task; the order of the keys is whose turn it is. */
  const waiting = new Map<string, Task[]>();
  let closed = false;
  let started = 0;
  let peakMegabytes = 0;

  function enter(task: string, input: unknown, take: Task['take'], signal: AbortSignal | undefined): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const limits = table[task];
      if (!limits) return reject(new Error(`no limits for a task called ${task}`));
      if (signal?.aborted) return reject(signal.reason);
      if (closed) return reject(problem('worker.stopped', {}));
      const settle =
        <V>(next: (value: V) => void) =>
        (value: V) => {
          signal?.removeEventListener('abort', abort);
          void entered.taking.finally(() => next(value));
        };
      const entered: Task = {
        take,
        taking: Promise.resolve(),
        handed: false,
        task,
        input,
        limits,
        name: nameOf(input, task),
        resolve: settle(resolve),
        reject: settle(reject),
        first: null,
      };
      const abort = () => stop(entered, signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      enqueue(entered, false);
      dispatch();
    });
  }

  function enqueue(task: Task, first: boolean): void {
    const line = waiting.get(task.task) ?? [];
    if (first) line.unshift(task);
    else line.push(task);
    waiting.set(task.task, line);
  }

  function next(): Task | undefined {
    const [turn] = waiting;
    if (!turn) return undefined;
    const [kind, line] = turn;
    const task = line.shift();
    waiting.delete(kind);
    if (line.length > 0) waiting.set(kind, line);
    return task;
  }

  function dispatch(): void {
    while (!closed && waiting.size > 0) {
      const idle = [...members].find((member) => !member.current && member.child.connected);
      if (!idle && members.size >= size) return;
      const task = next();
      if (task) give(idle ?? start(), task);
    }
  }

  function start(): Member {
    const child = fork(entry, options.extraTasks ? [options.extraTasks] : [], {
      // It reads files and answers; should one of them take it over, it can neither write nor start anything.
      execArgv: [
        `--max-old-space-size=${heapMegabytes}`,
        '--permission',
        '--allow-fs-read=*',
        '--allow-worker',
        '--allow-addons',
        '--no-warnings',
        ...wasmFlags,
      ],
      serialization: 'advanced',
      env: childEnvironment(),
      // Its output belongs to nobody: pdf.js talks, and the command line's output is for its answer alone.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    started++;
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const member: Member = { child, ended, current: null, reason: undefined, timer: undefined, done: 0, said: '' };
    members.add(member);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      member.said = (member.said + text).slice(-16_384);
    });
    child.on('message', (message) => hear(member, message as FromChild));
    const over = () => {
      if (!members.delete(member)) return;
      clearTimeout(member.timer);
      child.removeAllListeners();
      child.on('error', () => {});
      end();
      bury(member);
    };
    // 'close' comes after the last word on the error output; 'error' alone when the child could not be started.
    child.on('close', over);
    child.on('error', () => {
      if (child.pid === undefined) over();
      else kill(member, undefined);
    });
    if (background) lowerPriority(child);
    return member;
  }

  function give(member: Member, task: Task): void {
    member.current = task;
    hold(member.child, true);
    time(member, task);
    tell(member, task, { task: task.task, input: task.input, limits: task.limits });
  }

  /** The child's guard watches what it computes; this is for a guard that does not. */
  function time(member: Member, task: Task): void {
    member.timer = setTimeout(() => kill(member, tooSlow(task)), task.limits.seconds * 1000 * clockForComputing);
  }

  /** A child that cannot be told any more has ended or is about to: its own last words say why. */
  function tell(member: Member, task: Task, message: ToChild): void {
    member.child.send(message, (error) => {
      if (error && member.current === task) kill(member, undefined);
    });
  }

  function hear(member: Member, message: FromChild): void {
    if ('part' in message) hearPart(member, message.part);
    else hearAnswer(member, message);
  }

  /** Nothing is timed while the part is taken: a slow disk is not the page's fault. */
  function hearPart(member: Member, part: unknown): void {
    const task = member.current;
    if (!task || member.reason !== undefined) return;
    clearTimeout(member.timer);
    task.handed = true;
    task.first = null;
    const goOn = () => {
      if (member.current !== task || member.reason !== undefined) return;
      time(member, task);
      tell(member, task, { taken: true });
    };
    task.taking = task.take(part).then(goOn, (error: unknown) => kill(member, error));
  }

  function hearAnswer(member: Member, answer: Answer): void {
    peakMegabytes = Math.max(peakMegabytes, answer.peakMegabytes);
    const task = member.current;
    if (!task || member.reason !== undefined) return;
    clearTimeout(member.timer);
    member.current = null;
    member.done++;
    if (member.done >= recycleAfter || answer.megabytes > recycleMegabytes) retire(member);
    else hold(member.child, false);
    if ('value' in answer) task.resolve(answer.value);
    else if ('problem' in answer) task.reject(new ProblemError(answer.problem.code, answer.problem.params));
    else task.reject(Object.assign(new Error(answer.error.message), { name: answer.error.name, stack: answer.error.stack }));
    dispatch();
  }

  /** Ends by itself once it is disconnected; it no longer counts, so that its successor can start. */
  function retire(member: Member): void {
    members.delete(member);
    retiring.add(member);
    // After our own disconnecting, Node does not report 'close' any more.
    member.child.removeAllListeners('close');
    member.child.once('exit', () => {
      retiring.delete(member);
      clearTimeout(member.timer);
    });
    if (member.child.connected) member.child.disconnect();
    member.timer = setTimeout(() => member.child.kill('SIGKILL'), 5_000).unref();
    hold(member.child, false);
  }

  /** A child has ended with a task in hand. */
  function bury(member: Member): void {
    const task = member.current;
    const { marked, peak } = memorySaid(member.said);
    peakMegabytes = Math.max(peakMegabytes, peak);
    if (task) {
      const memory = marked || /heap out of memory|Allocation failed/.test(member.said);
      if (member.reason !== undefined) task.reject(member.reason);
      else if (member.said.includes(timeMark)) task.reject(task.first ?? tooSlow(task));
      else if (member.child.pid === undefined) task.reject(problem('worker.stopped', {}));
      else {
        const cause = new Error(member.said.slice(-2_000));
        const told = problem(memory ? 'file.tooMuchMemory' : 'file.crashedReader', { name: task.name }, cause);
        // What earlier pages left behind may have been the cause: results must not depend on the order.
        if (member.done > 0 && !task.first && !task.handed && !closed) {
          task.first = told;
          enqueue(task, true);
        } else task.reject(told);
      }
    }
    dispatch();
  }

  function kill(member: Member, reason: unknown): void {
    member.reason ??= reason;
    clearTimeout(member.timer);
    member.child.kill('SIGKILL');
  }

  function stop(task: Task, reason: unknown): void {
    const line = waiting.get(task.task);
    if (line?.includes(task)) {
      line.splice(line.indexOf(task), 1);
      if (line.length === 0) waiting.delete(task.task);
      task.reject(reason);
      return;
    }
    for (const member of members) if (member.current === task) kill(member, reason ?? new Error('stopped'));
  }

  const retiring = new Set<Member>();

  async function close(): Promise<void> {
    closed = true;
    for (const line of waiting.values()) for (const task of line) task.reject(problem('worker.stopped', {}));
    waiting.clear();
    const all = [...members, ...retiring];
    for (const member of all) hold(member.child, true);
    for (const member of all) kill(member, problem('worker.stopped', {}));
    await Promise.all(all.map((member) => gone(member)));
  }

  function gone(member: Member): Promise<void> {
    if (!retiring.has(member)) return member.ended;
    return new Promise((resolve) => {
      member.child.once('exit', () => resolve());
    });
  }

  return {
    run: <Name extends keyof T & string>(task: Name, input: T[Name]['input'], signal?: AbortSignal) =>
      enter(task, input, async () => undefined, signal),
    stream: <Name extends Handing<T>>(
      task: Name,
      input: T[Name]['input'],
      take: (part: PartOf<T[Name]>) => Promise<void>,
      signal?: AbortSignal,
    ) => enter(task, input, (part) => take(part as PartOf<T[Name]>), signal),
    close,
    stats: () => ({
      started,
      alive: members.size,
      waiting: [...waiting.values()].reduce((sum, line) => sum + line.length, 0),
      peakMegabytes,
    }),
  };
}

/** An idle child does not keep the program alive that forgot to close its pool. */
function hold(child: ChildProcess, busy: boolean): void {
  const stderr = child.stderr as (NodeJS.ReadableStream & { ref?: () => void; unref?: () => void }) | null;
  if (busy) {
    child.ref();
    child.channel?.ref?.();
    stderr?.ref?.();
  } else {
    child.unref();
    child.channel?.unref?.();
    stderr?.unref?.();
  }
}

/** A child gets at least a hundredth of a processor, whatever runs beside it: then it is told by its own guard. */
const clockForComputing = 100;

function tooSlow({ name, limits }: Task): ProblemError {
  return problem('file.tooSlow', { name, seconds: limits.seconds });
}

function nameOf(input: unknown, task: string): string {
  return typeof input === 'object' && input !== null && 'name' in input && typeof input.name === 'string' ? input.name : task;
}

function memorySaid(said: string): { readonly marked: boolean; readonly peak: number } {
  const at = said.lastIndexOf(memoryMark);
  return at < 0 ? { marked: false, peak: 0 } : { marked: true, peak: Number.parseInt(said.slice(at + memoryMark.length), 10) || 0 };
}
