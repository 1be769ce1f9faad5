import { ExitCode, run, type StricliProcess } from '@stricli/core';
import { Language } from '#domain/label';
import { en } from '#messages/en';
import { vi } from '#messages/vi';
import { buildCommandLine } from './app.ts';
import type { Ask } from './ask.ts';
import { type CommandLine, exitCodes } from './command.ts';

/** Carries out what was typed, in the language of the environment; answers the code with which the program is to end. */
export async function runLine(
  args: readonly string[],
  process: StricliProcess,
  open: CommandLine['open'],
  ask: Ask | null = null,
): Promise<number> {
  const [first = 'help', ...rest] = args;
  const typed = first === 'help' ? [...rest, '--help'] : [first, ...rest];
  const env = process.env ?? {};
  const language = Language.safeParse(env.SO_SONG_LANGUAGE ?? (/^en/i.test(env.LANG ?? '') ? 'en' : 'vi')).data ?? 'vi';
  const line: StricliProcess = { ...process };
  const end = (code: number) => {
    line.exitCode = code;
  };
  const messages = language === 'vi' ? vi : en;
  await run(buildCommandLine({ process: line, language, messages, end, open, ask }, typed.includes('--json')), typed, { process: line });
  return exitCodeOf(Number(line.exitCode ?? 0));
}

/** The library has numbers of its own, below zero, for lines that it could not understand. */
function exitCodeOf(code: number): number {
  if (code >= 0) return code;
  return code === ExitCode.InvalidArgument || code === ExitCode.UnknownCommand ? exitCodes.user : exitCodes.bug;
}
