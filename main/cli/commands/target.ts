import { buildRouteMap } from '@stricli/core';
import type { CoreClient } from '#core/open-core';
import { dayOf } from '#domain/day';
import type { Messages } from '#messages/vi';
import { type CommandLine, command, type DataFlags, dataFlags, neededWord, wholeOf, word } from '../command.ts';
import { withCore } from '../core.ts';
import { table } from '../print.ts';

interface NewTarget extends DataFlags {
  readonly title: string;
  readonly total: number;
  readonly share: number;
  readonly by: string;
  readonly from?: string;
  readonly type?: string;
  readonly place?: string;
}

/** `progress`, and the default of `targets`. */
export function progress(line: CommandLine) {
  return command(line, {
    docs: { brief: line.messages.command.progress },
    parameters: { flags: dataFlags(line) },
    run: (flags: DataFlags) =>
      withCore(line, flags, async ({ client }) => {
        const answer = await client.target.list();
        return { answer, text: () => targetTable(answer, line.messages) };
      }),
  });
}

export function targets(line: CommandLine) {
  const { command: words } = line.messages;
  const create = command(line, {
    docs: { brief: words.targetsCreate },
    parameters: {
      flags: {
        ...dataFlags(line),
        title: neededWord(line, 'title', 'T'),
        total: { kind: 'parsed', parse: wholeOf, placeholder: 'N', brief: words.flags.total },
        share: { kind: 'parsed', parse: shareOf, placeholder: '0..1', brief: words.flags.share },
        by: neededWord(line, 'by', 'YYYY-MM-DD'),
        from: word(line, 'from', 'YYYY-MM-DD'),
        type: word(line, 'type', 'ID'),
        place: word(line, 'place', 'CODE'),
      },
    },
    run: (flags: NewTarget) =>
      withCore(line, flags, async ({ client }) => {
        const { title, total, share, by, from = dayOf(new Date()), type = null, place = null } = flags;
        const answer = await client.target.create({ title, total, share, by, from, recordType: type, placeCode: place });
        return { answer, text: () => answer.id };
      }),
  });
  return buildRouteMap({ routes: { list: progress(line), create }, defaultCommand: 'list', docs: { brief: words.targets } });
}

function shareOf(typed: string): number {
  const share = Number(typed);
  if (!(share > 0 && share <= 1)) throw new RangeError(typed);
  return share;
}

export function targetTable(rows: Awaited<ReturnType<CoreClient['target']['list']>>, { cli }: Messages): string {
  return table(
    [cli.title, cli.promised, cli.by, cli.scanned, cli.ready, cli.accepted, cli.needed],
    rows.map((one) => [
      one.title,
      String(one.forecast.promised),
      one.by.split('-').reverse().join('/'),
      String(one.counters.scanned),
      String(one.counters.verified),
      String(one.counters.accepted),
      one.forecast.neededPerDay === null ? '—' : String(one.forecast.neededPerDay),
    ]),
  );
}
