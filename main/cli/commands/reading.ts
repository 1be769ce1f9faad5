import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buildRouteMap } from '@stricli/core';
import type { CoreClient } from '#core/open-core';
import { problem } from '#domain/problem';
import type { Messages } from '#messages/vi';
import { type Answer, argument, type CommandLine, command, type DataFlags, dataFlags } from '../command.ts';
import { findBatch, withCore } from '../core.ts';
import { table } from '../print.ts';

/** How reading goes, and who may go on: all of it, or the pages of one batch. */
export function reading(line: CommandLine) {
  const { cli, command: words } = line.messages;
  const flags = dataFlags(line);
  const after = (given: DataFlags, work: (client: CoreClient) => Promise<unknown>) =>
    withCore(line, given, async ({ client }) => {
      await work(client);
      return state(client, line.messages);
    });
  const plain = (brief: string, work: (client: CoreClient) => Promise<unknown>) =>
    command(line, { docs: { brief }, parameters: { flags }, run: (given: DataFlags) => after(given, work) });

  const stop = command(line, {
    docs: { brief: words.readingStop },
    parameters: { flags, positional: { kind: 'tuple', parameters: [argument('BATCH')] } },
    run: (given: DataFlags, name: string) =>
      after(given, async (client) => client.batch.stopReading({ id: (await findBatch(client, name)).id })),
  });
  const again = command(line, {
    docs: { brief: words.readingAgain },
    parameters: { flags, positional: { kind: 'tuple', parameters: [argument('BATCH')] } },
    run: (given: DataFlags, name: string) =>
      after(given, async (client) => client.batch.readFailedAgain({ id: (await findBatch(client, name)).id })),
  });
  const resume = command(line, {
    docs: { brief: words.readingResume },
    parameters: { flags, positional: { kind: 'tuple', parameters: [{ ...argument('BATCH'), optional: true }] } },
    run: (given: DataFlags, name?: string) =>
      after(given, async (client) =>
        name === undefined
          ? client.job.pauseReading({ paused: false })
          : client.batch.goOnReading({ id: (await findBatch(client, name)).id }),
      ),
  });
  const key = command(line, {
    docs: { brief: words.readingKey },
    parameters: { flags, positional: { kind: 'tuple', parameters: [argument('FILE')] } },
    run: (given: DataFlags, name: string) =>
      withCore(line, given, async ({ client }) => {
        const file = resolve(name);
        // A file that is there is not written over: it may be another workstation's key.
        await writeFile(file, `${(await client.workstation.queueKey()).key}\n`, { mode: 0o600, flag: 'wx' }).catch(() => {
          throw problem('input.invalid', { path: file });
        });
        return { answer: { file }, text: () => cli.keySaved(file) };
      }),
  });
  return buildRouteMap({
    routes: {
      show: plain(words.readingShow, async () => undefined),
      pause: plain(words.readingPause, (client) => client.job.pauseReading({ paused: true })),
      resume,
      stop,
      again,
      key,
    },
    defaultCommand: 'show',
    docs: { brief: words.reading },
  });
}

async function state(client: CoreClient, { cli }: Messages): Promise<Answer> {
  const answer = await client.job.reading();
  const row = [answer.waiting, answer.reading, answer.elsewhere, answer.failed, answer.stopped].map(String);
  return {
    answer,
    text: () =>
      [
        table([cli.waiting, cli.inHand, cli.elsewhere, cli.failed, cli.stopped], [row]),
        ...(answer.pausedBy === null ? [] : [cli.paused(answer.pausedBy)]),
      ].join('\n'),
  };
}
