import { availableParallelism } from 'node:os';
import { type CommandLine, command, type DataFlags, dataFlags, whole, word, yes } from '../command.ts';
import { dataFolderOf } from '../core.ts';
import { workHere, workOnQueue } from '../work.ts';

interface WorkFlags extends DataFlags {
  readonly resume: boolean;
  readonly untilEmpty: boolean;
  readonly workers?: number;
  readonly queue?: string;
  readonly keyFile?: string;
  readonly passwordFile?: string;
}

export function work(line: CommandLine) {
  const { messages } = line;
  return command(line, {
    docs: {
      brief: messages.command.work,
      customUsage: [
        '[--resume] [--workers N]',
        '--queue postgres://… --key-file FILE [--password-file FILE] [--until-empty] [--workers N]',
      ],
    },
    parameters: {
      flags: {
        ...dataFlags(line),
        resume: yes(line, 'resume'),
        workers: whole(line, 'workers'),
        queue: word(line, 'queue', 'postgres://…'),
        keyFile: word(line, 'keyFile', 'FILE'),
        passwordFile: word(line, 'passwordFile', 'FILE'),
        untilEmpty: yes(line, 'untilEmpty'),
      },
    },
    run: async (flags: WorkFlags) => {
      const { queue, workers: lanes = availableParallelism() } = flags;
      if (queue !== undefined) {
        const files = { key: flags.keyFile ?? null, password: flags.passwordFile ?? null };
        const answer = await workOnQueue({ url: queue, ...files, lanes, untilEmpty: flags.untilEmpty, messages });
        return { answer, text: () => messages.cli.queueDone(answer.read, answer.unreadable) };
      }
      const answer = await workHere(line, { dataFolder: dataFolderOf(flags), lanes, resume: flags.resume });
      return {
        answer,
        text: () => messages.cli.workDone(answer.read, answer.failed, answer.left),
        incomplete: answer.failed + answer.left > 0,
      };
    },
  });
}
