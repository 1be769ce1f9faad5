import type { AttachedFile, Children, FileInput, FilePage, FilePart, LostPage } from '#children';
import { type ProblemCode, ProblemError } from '#domain/problem';

/** How a page ends the child that has it in hand, and with it the opening of its file. */
const endings: readonly ProblemCode[] = ['file.crashedReader', 'file.tooMuchMemory', 'file.tooSlow'];

/**
 * The pages of a file, one after the other, and then the files attached to it, from one opening; `take` stores a page before the next one comes. A page that ends its child
 * is tried once more (what earlier pages left behind may have been the cause: results must not depend on the order), unless it was too
 * slow; then it is lost, and the file is opened again for those after it. What is wrong with the file as a whole is thrown.
 */
export async function filePages(
  children: Children,
  file: Omit<FileInput, 'from'>,
  take: (page: FilePage | LostPage) => Promise<void>,
  signal?: AbortSignal,
  attach: (file: AttachedFile) => Promise<void> = async () => undefined,
): Promise<void> {
  /** `wanted` is null until the file is open. */
  const state: { wanted: readonly number[] | null; taken: number; triedAgain: boolean } = { wanted: null, taken: 0, triedAgain: false };
  do {
    const ending = await children.stream('filePages', { ...file, from: state.taken }, hear, signal).catch(endingOf);
    if (ending === null) return;
    if (state.wanted === null) throw ending;
    const index = state.wanted[state.taken];
    if (index === undefined) return;
    if (ending.code !== 'file.tooSlow' && !state.triedAgain) state.triedAgain = true;
    else await one({ what: 'lost', index, problem: { code: ending.code, params: ending.params } });
  } while (state.taken < state.wanted.length);

  async function hear(part: FilePart): Promise<void> {
    if (part.what === 'file') state.wanted = file.pages ?? Array.from({ length: part.pages }, (_, each) => each);
    else if (part.what === 'attached') await attach(part);
    else await one(part);
  }

  async function one(page: FilePage | LostPage): Promise<void> {
    await take(page);
    state.taken += 1;
    state.triedAgain = false;
  }
}

function endingOf(error: unknown): ProblemError {
  if (error instanceof ProblemError && endings.includes(error.code)) return error;
  throw error;
}
