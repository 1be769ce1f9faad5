import { allRows } from '#domain/list';
import { standingOf } from '#domain/paper-record';
import { argument, type CommandLine, command, type DataFlags, dataFlags } from '../command.ts';
import { findBatch, withCore } from '../core.ts';
import { table } from '../print.ts';

export function records(line: CommandLine) {
  const { cli, command: words, labels } = line.messages;
  return command(line, {
    docs: { brief: words.records },
    parameters: { flags: dataFlags(line), positional: { kind: 'tuple', parameters: [argument('BATCH')] } },
    run: (flags: DataFlags, name: string) =>
      withCore(line, flags, async ({ client }) => {
        const batch = await findBatch(client, name);
        const answer = await allRows((window) => client.batch.records({ id: batch.id, ...window }));
        const rows = answer.map((one) => [
          String(one.sequence),
          one.recordType ?? '?',
          one.title ?? '',
          labels.recordStanding[standingOf(one)],
          `${one.open}/${one.values}`,
          one.id,
        ]);
        return { answer, text: () => table(['', cli.type, cli.name, cli.state, cli.open, 'id'], rows) };
      }),
  });
}
