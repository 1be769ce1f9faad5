import { problemText } from '#messages/render';
import type { Messages } from '#messages/vi';
import { argument, type CommandLine, type CommonFlags, command, commonFlags, whole, yes } from '../command.ts';
import { progressBar, table } from '../print.ts';
import { type ReadAnswer, readPaths } from '../read.ts';

interface ReadFlags extends CommonFlags {
  readonly text: boolean;
  readonly attachments: boolean;
  readonly workers?: number;
}

/** Pages read at the same time. */
const usualWorkers = 2;

export function read(line: CommandLine) {
  const { messages } = line;
  return command(line, {
    docs: { brief: messages.command.read },
    parameters: {
      flags: { ...commonFlags(line), workers: whole(line, 'workers'), text: yes(line, 'text'), attachments: yes(line, 'attachments') },
      positional: { kind: 'array', minimum: 1, parameter: argument('PATH') },
    },
    run: async ({ text, attachments, workers = usualWorkers }: ReadFlags, ...paths: string[]) => {
      const answer = await readPaths({ paths, workers, text, attachments, progress: progressBar(messages.cli.reading) });
      return { answer, text: () => shown(answer, messages), incomplete: answer.failures.length > 0 };
    },
  });
}

function shown({ records, failures, passedOver }: ReadAnswer, { cli, command: words, intake, problems }: Messages): string {
  const rows = records.map((record) => [
    record.recordType,
    record.pages.map((page) => page.file).join(' '),
    String(Object.keys(record.fields).length),
  ]);
  const read = table([cli.type, cli.pages, cli.values], rows);
  const saidOf = (list: ReadAnswer['failures'], title: string) => {
    const rows = list.map(({ file, filePage, code, params }) => {
      const { what, next } = problemText(problems, { code, params });
      return [file, filePage === undefined ? '' : String(filePage + 1), what, next];
    });
    return rows.length === 0 ? [] : [`${title}\n${table([intake.file, cli.pages, cli.why, words.whatNext], rows, 100)}`];
  };
  return [read, ...saidOf(failures, words.notRead(failures.length)), ...saidOf(passedOver, words.passedOver(passedOver.length))].join(
    '\n\n',
  );
}
