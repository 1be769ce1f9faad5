import { buildRouteMap } from '@stricli/core';
import type { CoreClient } from '#core/open-core';
import type { Batch } from '#domain/batch';
import { isOver, nothingReady, type ReadyCount } from '#domain/handover';
import { allRows } from '#domain/list';
import { ProblemError, problem } from '#domain/problem';
import { serverOf } from '#domain/settings';
import { fold } from '#domain/vietnamese/fold';
import { formatNumber } from '#messages/format';
import type { Messages } from '#messages/vi';
import { argument, type CommandLine, command, type DataFlags, dataFlags, yes } from '../command.ts';
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
    parameters: {
      flags: { ...dataFlags(line), yes: yes(line, 'yes') },
      positional: { kind: 'tuple', parameters: [argument('BATCH')] },
    },
    run: (flags: DataFlags & { readonly yes: boolean }, name: string) =>
      withCore(line, flags, async (core) => {
        const batch = await findBatch(core.client, name);
        const shown = await agreed(line, core.client, batch, flags);
        const { handoverId } = await core.client.handover.start({ batchId: batch.id, ...(shown ? { shown } : {}) });
        await core.idle();
        const answer = await core.client.handover.get({ id: handoverId });
        if (answer.problem) throw new ProblemError(answer.problem.code, answer.problem.params);
        return { answer, text: () => receiptLines(answer.receipt, line.messages) };
      }),
  });
  return buildRouteMap({ routes: { list, start }, defaultCommand: 'list', docs: { brief: words.handover } });
}

/**
 * What goes was asked for once, in the words of the screen, and is agreed to: by `--yes`, or by a person at the terminal. Null where there is
 * nothing to ask: a hand-over that is under way only goes on, and of nothing nothing is sent. `handover.notConfirmed`.
 */
async function agreed(
  { process, language, messages, ask }: CommandLine,
  client: CoreClient,
  { id, code }: Batch,
  { json, yes }: { readonly json: boolean; readonly yes: boolean },
): Promise<ReadyCount | null> {
  const { cli, handover: words } = messages;
  const underWay = (await allRows((window) => client.handover.list(window))).some(({ batchId, state }) => batchId === id && !isOver(state));
  const ready = (await client.handover.preview()).find(({ batchId }) => batchId === id)?.ready ?? nothingReady;
  if (underWay || ready.records === 0) return null;
  if (yes) return ready;
  const { destination } = (await client.workstation.state()).settings;
  const to = destination.kind === 'postgres' ? serverOf(destination.url) : words.embedded;
  const say = (count: number) => formatNumber(count, language);
  const { records, byMachine, overruled } = ready;
  const question = [
    words.sure(say(records), code, to),
    words.byMachine(byMachine, say(byMachine)),
    words.overruled(overruled, say(overruled)),
  ].join('\n');
  if (!json) process.stderr.write(`${question}\n`);
  const answer = ask && !json ? await ask(cli.typeYes) : '';
  if (fold(answer) !== fold(cli.yes)) throw problem('handover.notConfirmed', { code, destination: to, ...ready });
  return ready;
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
