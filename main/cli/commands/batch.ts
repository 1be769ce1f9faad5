import { buildRouteMap } from '@stricli/core';
import type { Batch } from '#domain/batch';
import { allRows } from '#domain/list';
import type { Messages } from '#messages/vi';
import { argument, type CommandLine, command, type DataFlags, dataFlags, word } from '../command.ts';
import { withCore } from '../core.ts';
import { table } from '../print.ts';

export function batches(line: CommandLine) {
  const { command: words } = line.messages;
  const list = command(line, {
    docs: { brief: words.batchesList },
    parameters: { flags: dataFlags(line) },
    run: (flags: DataFlags) =>
      withCore(line, flags, async ({ client }) => {
        const answer = await allRows((window) => client.batch.list(window));
        return { answer, text: () => batchTable(answer, line.messages) };
      }),
  });
  const create = command(line, {
    docs: { brief: words.batchesCreate },
    parameters: {
      flags: { ...dataFlags(line), place: word(line, 'place', 'CODE'), deadline: word(line, 'deadline', 'YYYY-MM-DD') },
      positional: { kind: 'tuple', parameters: [argument('TITLE')] },
    },
    run: (flags: DataFlags & { readonly place?: string; readonly deadline?: string }, title: string) =>
      withCore(line, flags, async ({ client }) => {
        const { place, deadline } = flags;
        const answer = await client.batch.create({
          title,
          source: 'folder',
          placeCode: place ?? null,
          owner: '',
          deadline: deadline ?? null,
        });
        return { answer, text: () => answer.code };
      }),
  });
  return buildRouteMap({ routes: { list, create }, defaultCommand: 'list', docs: { brief: words.batches } });
}

function batchTable(rows: readonly Batch[], { cli, labels }: Messages): string {
  return table(
    [cli.code, cli.title, cli.place, cli.state, cli.pages, cli.records, cli.open, cli.handedOver],
    rows.map((one) => [
      one.code,
      one.title,
      one.placeName ?? '',
      labels.batchState[one.state],
      String(one.counts.pages),
      String(one.counts.records),
      String(one.counts.valuesOpen),
      String(one.counts.recordsHandedOver),
    ]),
  );
}
