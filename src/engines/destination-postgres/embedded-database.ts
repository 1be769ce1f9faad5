import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ProblemError, problem } from '#domain/problem';
import { childEnvironment, wasmFlags } from '../child-process.ts';
import { refusal } from '../postgres-problem.ts';
import type { Answer, Question } from './pglite-process.ts';
import type { Session } from './session.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

export interface EmbeddedDatabase extends Session {
  /** Whether its process has ended, in order or not: what comes next needs a new one. */
  readonly ended: () => boolean;
  /** Ends the database in order, then its process. */
  readonly close: () => Promise<void>;
}

/**
 * PostgreSQL as WebAssembly over a folder, in a process of its own. `destination.refused`: `inUse` while another process has the folder,
 * `damaged` where its files cannot be used. `destination.unreachable` with `lost` when the process ends before its answer.
 */
export async function startEmbeddedDatabase(folder: string): Promise<EmbeddedDatabase> {
  try {
    return await start(folder);
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'destination.refused') throw error;
    // It said nothing of its files, so it is not they.
    return start(folder);
  }
}

const lost = () => problem('destination.unreachable', { reason: 'lost' }, new Error('the process of the embedded database has ended'));

function start(folder: string): Promise<EmbeddedDatabase> {
  const child = fork(fileURLToPath(new URL('./pglite-process.ts', import.meta.url)), [folder], {
    execArgv: [...wasmFlags, '--no-warnings'],
    serialization: 'advanced',
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const waiting = new Map<number, { readonly resolve: (rows: Rows) => void; readonly reject: (error: Error) => void }>();
  const { promise: end, resolve: over } = Promise.withResolvers<void>();
  let questions = 0;
  let ended = false;
  const ask = (question: Question) => child.send(question, () => undefined);
  const database: EmbeddedDatabase = {
    ended: () => ended,
    query: (sql, parameters = []) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(lost());
        questions += 1;
        waiting.set(questions, { resolve, reject });
        ask({ id: questions, sql, parameters });
      }),
    close: async () => {
      if (!ended) ask('close');
      await end;
    },
  };
  return new Promise((resolve, reject) => {
    const gone = (reason: Error) => {
      ended = true;
      reject(reason);
      for (const { reject: tell } of waiting.values()) tell(reason);
      waiting.clear();
      over();
    };
    child.once('error', () => gone(lost())).once('exit', () => gone(lost()));
    child.on('message', (answer: Answer) => {
      if (answer === 'ready') return resolve(database);
      if (typeof answer === 'string') return reject(refusal(answer));
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('rows' in answer) asked?.resolve(answer.rows);
      else asked?.reject(Object.assign(new Error('the embedded database refused a statement'), answer.error));
    });
  });
}
