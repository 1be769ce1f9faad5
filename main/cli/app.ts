import {
  AliasNotFoundError,
  type ApplicationText,
  ArgumentParseError,
  buildApplication,
  buildRouteMap,
  FlagNotFoundError,
  text_en,
  UnexpectedFlagError,
  UnexpectedPositionalError,
  UnsatisfiedFlagError,
  UnsatisfiedPositionalError,
} from '@stricli/core';
import type { CommandLine } from './command.ts';
import { batches } from './commands/batch.ts';
import { check } from './commands/check.ts';
import { handover } from './commands/handover.ts';
import { importFiles } from './commands/import.ts';
import { read } from './commands/read.ts';
import { reading } from './commands/reading.ts';
import { records } from './commands/record.ts';
import { settings } from './commands/settings.ts';
import { progress, targets } from './commands/target.ts';
import { values } from './commands/value.ts';
import { work } from './commands/work.ts';

/** All commands, in the language of the line. `json`: what was typed wrongly is told as JSON too. */
export function buildCommandLine(line: CommandLine, json: boolean) {
  const { about } = line.messages.command;
  const root = buildRouteMap({
    routes: {
      read: read(line),
      work: work(line),
      reading: reading(line),
      batches: batches(line),
      import: importFiles(line),
      records: records(line),
      values: values(line),
      handover: handover(line),
      targets: targets(line),
      settings: settings(line),
      check: check(line),
      progress: progress(line),
    },
    docs: { brief: about },
  });
  return buildApplication(root, {
    name: 'npm run cli --',
    localization: { text: textOf(line, json) },
    scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
    documentation: { disableAnsiColor: true, caseStyle: 'convert-camel-to-kebab', onlyRequiredInUsageLine: true },
  });
}

function textOf({ messages: { command } }: CommandLine, json: boolean): ApplicationText {
  const { refused, headers, keywords, briefs } = command;
  const refusal = (path: string, sentence: string, corrections: readonly string[] = []) => {
    if (json) return JSON.stringify({ error: { code: 'input.invalid', params: { path } } });
    const perhaps = corrections.length > 0 ? [refused.perhaps(corrections.join(', '))] : [];
    return [sentence, ...perhaps, refused.see].join('\n');
  };
  return {
    ...text_en,
    headers,
    keywords,
    briefs: { ...text_en.briefs, help: briefs.help, helpAll: briefs.help, argumentEscapeSequence: briefs.rest },
    noCommandRegisteredForInput: ({ input, corrections }) => refusal(input, refused.command(input), corrections),
    exceptionWhileParsingArguments: (thrown) => {
      if (thrown instanceof FlagNotFoundError)
        return refusal(
          `--${thrown.input}`,
          refused.flag(`--${thrown.input}`),
          thrown.corrections.map((name) => `--${name}`),
        );
      if (thrown instanceof AliasNotFoundError) return refusal(`-${thrown.input}`, refused.flag(`-${thrown.input}`));
      if (thrown instanceof UnexpectedPositionalError) return refusal(thrown.input, refused.unexpected(thrown.input));
      if (thrown instanceof UnsatisfiedPositionalError) return refusal(thrown.placeholder, refused.missing(thrown.placeholder));
      if (thrown instanceof UnsatisfiedFlagError)
        return refusal(`--${thrown.externalFlagName}`, refused.missing(`--${thrown.externalFlagName}`));
      if (thrown instanceof UnexpectedFlagError)
        return refusal(`--${thrown.externalFlagName}`, refused.twice(`--${thrown.externalFlagName}`));
      if (thrown instanceof ArgumentParseError)
        return refusal(
          `--${thrown.externalFlagNameOrPlaceholder}`,
          refused.value(`--${thrown.externalFlagNameOrPlaceholder}`, thrown.input),
        );
      return refusal('', refused.see);
    },
  };
}
