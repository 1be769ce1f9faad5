import { buildRouteMap } from '@stricli/core';
import type { CoreClient } from '#core/open-core';
import { allRows } from '#domain/list';
import { ProblemError } from '#domain/problem';
import type { Messages } from '#messages/vi';
import { argument, type CommandLine, command, type DataFlags, dataFlags } from '../command.ts';
import { findBatch, withCore } from '../core.ts';
import { table } from '../print.ts';

export function handover(line: CommandLine) {
  const { cli, command: words } = line.messages;
  const list = command(line, {
    docs: { brief: words.handoverList },
    parameters: { flags: dataFlags(line) },
    run: (flags: DataFlags) =>
      withCore(line, flags, async ({ client }) => {
        const answer = {
          preview: await client.handover.preview(),
          handovers: await allRows((window) => client.handover.list(window)),
        };
        const rows = answer.preview.map((one) => [
          one.batchCode,
          one.title,
          String(one.ready.records),
          String(one.ready.byMachine),
          String(one.ready.overruled),
          one.held.map(({ reason, records }) => `${reason} ${records}`).join(', '),
        ]);
        return { answer, text: () => table([cli.code, cli.title, cli.ready, cli.byMachine, cli.overruled, cli.why], rows) };
      }),
  });
  const start = command(line, {
    docs: { brief: words.handoverStart },
    parameters: { flags: dataFlags(line), positional: { kind: 'tuple', parameters: [argument('BATCH')] } },
    run: (flags: DataFlags, name: string) =>
      withCore(line, flags, async (core) => {
        const batch = await findBatch(core.client, name);
        const { handoverId } = await core.client.handover.start({ batchId: batch.id });
        await core.idle();
        const answer = await core.client.handover.get({ id: handoverId });
        if (answer.problem) throw new ProblemError(answer.problem.code, answer.problem.params);
        return { answer, text: () => receiptLines(answer.receipt, line.messages) };
      }),
  });
  return buildRouteMap({ routes: { list, start }, defaultCommand: 'list', docs: { brief: words.handover } });
}

export function receiptLines(receipt: Awaited<ReturnType<CoreClient['handover']['get']>>['receipt'], { cli }: Messages): string {
  if (!receipt) return cli.nothingReady;
  return [
    `${receipt.id}  ${receipt.destination}  ${receipt.receivedAt}`,
    `${cli.sent} ${receipt.sent} = ${cli.acceptedNow} ${receipt.accepted} + ${cli.already} ${receipt.already} + ${cli.refused} ${receipt.refused.length}`,
    `SHA-256 ${receipt.digest}`,
    ...receipt.refused.map((one) => `  ${one.recordId} ${one.code} ${one.detail}`),
  ].join('\n');
}
