import { parseArgs } from 'node:util';
import { ORPCError } from '@orpc/client';
import { Language } from '#domain/label';
import { type Problem, type ProblemCode, ProblemError, problemKinds } from '#domain/problem';
import { defaultDataFolder } from '#main/data-folder';
import { en } from '#messages/en';
import { renderProblem } from '#messages/render';
import { vi } from '#messages/vi';
import { type CommandOptions, commands, UsageError } from './commands.ts';

/** 0 done, 1 the user can fix it, 2 the environment, 3 our bug. */
const exitCodes = { user: 1, environment: 2, bug: 3 } as const;

async function main(): Promise<number> {
  const [name = 'help', ...rest] = process.argv.slice(2);
  let json = rest.includes('--json');
  const language = Language.safeParse(process.env.SO_SONG_LANGUAGE ?? (/^en/i.test(process.env.LANG ?? '') ? 'en' : 'vi')).data ?? 'vi';
  const messages = language === 'vi' ? vi : en;
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) {
      const asked = name === 'help' || name === '--help';
      // Standard output is for answers.
      (asked ? process.stdout : process.stderr).write(
        `${messages.cli.usage}:\n${Object.entries(commands)
          .map(([one, { usage }]) => `  ${one} ${usage}`)
          .join('\n')}\n`,
      );
      if (!asked) process.stderr.write(`${messages.cli.unknownCommand(name)}\n`);
      return asked ? 0 : 1;
    }
    const parsed = parseArgs({
      args: rest,
      allowPositionals: true,
      strict: true,
      options: {
        json: { type: 'boolean', default: false },
        text: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        workers: { type: 'string' },
        data: { type: 'string' },
        place: { type: 'string' },
        deadline: { type: 'string' },
        type: { type: 'string' },
        title: { type: 'string' },
        total: { type: 'string' },
        share: { type: 'string' },
        by: { type: 'string' },
        from: { type: 'string' },
        password: { type: 'string' },
        queue: { type: 'string' },
        'key-file': { type: 'string' },
        'password-file': { type: 'string' },
        'until-empty': { type: 'boolean', default: false },
        resume: { type: 'boolean', default: false },
      },
    });
    json = parsed.values.json === true;
    if (parsed.values.help) {
      process.stdout.write(`${name} ${command.usage}\n`);
      return 0;
    }
    const options: CommandOptions = {
      positionals: parsed.positionals,
      flags: parsed.values,
      json,
      language,
      messages,
      dataFolder: parsed.values.data ?? defaultDataFolder(),
    };
    const { answer, text, incomplete } = await command.run(options);
    process.stdout.write(json ? `${JSON.stringify(answer)}\n` : `${text()}\n`);
    return incomplete ? exitCodes.user : 0;
  } catch (error) {
    const { problem, fault } = problemOf(error);
    const words = renderProblem(problem, language);
    if (json) process.stderr.write(`${JSON.stringify({ error: problem })}\n`);
    else process.stderr.write(`${words.what}\n${words.next}\n`);
    // What was typed wrong, and how it is typed right.
    if (!json && problem.code === 'input.invalid')
      process.stderr.write(`  ${problem.params.path}\n  ${name} ${commands[name]?.usage ?? ''}\n`);
    if (problem.code === 'unknown' && process.env.SO_SONG_DEBUG)
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return exitCodes[fault];
  }
}

function problemOf(error: unknown): { readonly problem: Problem; readonly fault: keyof typeof exitCodes } {
  const found =
    error instanceof ProblemError
      ? { code: error.code, params: error.params }
      : error instanceof ORPCError && error.code in problemKinds
        ? { code: error.code as ProblemCode, params: error.data as Problem['params'] }
        : error instanceof UsageError
          ? { code: 'input.invalid' as const, params: { path: error.message } }
          : error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
            ? { code: 'input.invalid' as const, params: { path: error.message } }
            : { code: 'unknown' as const, params: { reference: 'cli' } };
  return { problem: found, fault: problemKinds[found.code].fault };
}

process.exitCode = await main();
