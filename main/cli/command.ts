import { ORPCError } from '@orpc/client';
import {
  type BaseArgs,
  buildCommand,
  type Command,
  type CommandBuilderArguments,
  type CommandContext,
  type StricliProcess,
  type TypedCommandParameters,
  type TypedFlagParameter,
} from '@stricli/core';
import type { Language } from '#domain/label';
import { type Problem, type ProblemCode, ProblemError, problemKinds } from '#domain/problem';
import type { openWorkstation } from '#main/open-workstation';
import { renderProblem } from '#messages/render';
import type { Messages } from '#messages/vi';
import type { Ask } from './ask.ts';

/** What every command knows of the line that it was typed on. */
export interface CommandLine {
  readonly process: StricliProcess;
  readonly language: Language;
  readonly messages: Messages;
  /** Says with which code the program will end. */
  readonly end: (code: number) => void;
  /** Opens the core of a command that works on a data folder. */
  readonly open: typeof openWorkstation;
  /** Asks the person who typed the line; null where there is none. */
  readonly ask: Ask | null;
}

/** What a command answers: data for --json, and its text. */
export interface Answer {
  readonly answer: unknown;
  readonly text: () => string;
  /** Something of what was asked could not be done, and the answer says what: ends with 1. */
  readonly incomplete?: boolean;
}

/** 0 done, 1 the user can fix it, 2 the environment, 3 our bug. */
export const exitCodes = { user: 1, environment: 2, bug: 3 } as const;

/** Makes a command of its work: reads its line, prints what it answers, or what went wrong. */
export function command<
  const Flags extends CommonFlags & Readonly<Partial<Record<keyof Flags, unknown>>>,
  const Args extends BaseArgs = [],
>(
  line: CommandLine,
  parts: {
    readonly docs: CommandBuilderArguments<Flags, Args, CommandContext>['docs'];
    readonly parameters: NoInfer<TypedCommandParameters<Flags, Args, CommandContext>>;
    readonly run: (flags: Flags, ...args: Args) => Promise<Answer>;
  },
): Command<CommandContext> {
  const { docs, parameters, run } = parts;
  return buildCommand<Flags, Args, CommandContext>({
    docs,
    parameters,
    func: (flags, ...args) => answered(line, flags, run(flags, ...args)),
  });
}

async function answered(
  { process: { stdout, stderr }, ...line }: CommandLine,
  { json }: CommonFlags,
  work: Promise<Answer>,
): Promise<void> {
  try {
    const { answer, text, incomplete } = await work;
    stdout.write(`${json ? JSON.stringify(answer) : text()}\n`);
    line.end(incomplete ? exitCodes.user : 0);
  } catch (error) {
    const found = problemOf(error);
    const { what, next } = renderProblem(found, line.language);
    // Which part of what was typed is meant.
    const part = found.code === 'input.invalid' ? `\n  ${found.params.path}` : '';
    stderr.write(json ? `${JSON.stringify({ error: found })}\n` : `${what}${part}\n${next}\n`);
    if (found.code === 'unknown' && process.env.SO_SONG_DEBUG) stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    line.end(exitCodes[problemKinds[found.code].fault]);
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return { code: error.code, params: error.params };
  if (error instanceof ORPCError && error.code in problemKinds)
    return { code: error.code as ProblemCode, params: error.data as Problem['params'] };
  return { code: 'unknown', params: { reference: 'cli' } };
}

/** --json; with a data folder also --data. */
export function commonFlags({ messages: { command: words } }: CommandLine) {
  return { json: { kind: 'boolean', default: false, withNegated: false, brief: words.flags.json } } as const;
}

export function dataFlags(line: CommandLine) {
  return { ...commonFlags(line), data: word(line, 'data', 'FOLDER') } as const;
}

export interface CommonFlags {
  readonly json: boolean;
}
export interface DataFlags extends CommonFlags {
  readonly data?: string;
}

type FlagName = keyof Messages['command']['flags'];

export function word(
  { messages: { command: words } }: CommandLine,
  name: FlagName,
  placeholder: string,
): TypedFlagParameter<string | undefined> {
  return { kind: 'parsed', parse: String, optional: true, placeholder, brief: words.flags[name] };
}

export function neededWord({ messages: { command: words } }: CommandLine, name: FlagName, placeholder: string): TypedFlagParameter<string> {
  return { kind: 'parsed', parse: String, placeholder, brief: words.flags[name] };
}

/** A whole number from 1. */
export function whole({ messages: { command: words } }: CommandLine, name: FlagName): TypedFlagParameter<number | undefined> {
  return { kind: 'parsed', parse: wholeOf, optional: true, placeholder: 'N', brief: words.flags[name] };
}

export function wholeOf(typed: string): number {
  const number = Number(typed);
  if (!Number.isInteger(number) || number < 1) throw new RangeError(typed);
  return number;
}

export function yes({ messages: { command: words } }: CommandLine, name: FlagName) {
  return { kind: 'boolean', default: false, withNegated: false, brief: words.flags[name] } as const;
}

/** One argument that has to be there. */
export function argument(placeholder: string) {
  return { brief: '', placeholder, parse: String } as const;
}
