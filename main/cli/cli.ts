import { ExitCode, run, type StricliProcess } from '@stricli/core';
import { Language } from '#domain/label';
import { en } from '#messages/en';
import { vi } from '#messages/vi';
import { buildCommandLine } from './app.ts';
import { exitCodes } from './command.ts';

/** The whole job from the command line; each command is a file in `commands/`. */
const [first = 'help', ...rest] = process.argv.slice(2);
const typed = first === 'help' ? [...rest, '--help'] : [first, ...rest];
const language = Language.safeParse(process.env.SO_SONG_LANGUAGE ?? (/^en/i.test(process.env.LANG ?? '') ? 'en' : 'vi')).data ?? 'vi';
const messages = language === 'vi' ? vi : en;
const line: StricliProcess = { stdout: process.stdout, stderr: process.stderr, env: process.env };
const end = (code: number) => {
  line.exitCode = code;
};
await run(buildCommandLine({ process: line, language, messages, end }, typed.includes('--json')), typed, { process: line });
process.exitCode = exitCodeOf(Number(line.exitCode ?? 0));

/** The library has numbers of its own, below zero, for lines that it could not understand. */
function exitCodeOf(code: number): number {
  if (code >= 0) return code;
  return code === ExitCode.InvalidArgument || code === ExitCode.UnknownCommand ? exitCodes.user : exitCodes.bug;
}
