import type { Problem } from '#domain/problem';
import type { ProblemText } from '#messages/problems';
import { problemText } from '#messages/render';
import type { Messages } from '#messages/vi';
import { problemOf } from './core.ts';

/** What happened and what to do next, of an error or of a problem that came as data. */
export function tellError(messages: Messages, error: unknown): ProblemText {
  const problem = problemOf(error);
  return problem === 'silent' ? messages.frame.silent : tellProblem(messages, problem);
}

export function tellProblem(messages: Messages, problem: Problem): ProblemText {
  return problemText(messages.problems, problem);
}
