import { resolve } from 'node:path';
import { allRows } from '#domain/list';
import { type Page, wantsRescan } from '#domain/page';
import { ProblemError } from '#domain/problem';
import { findingText, problemText } from '#messages/render';
import type { Messages } from '#messages/vi';
import { argument, type CommandLine, command, type DataFlags, dataFlags, whole, word } from '../command.ts';
import { findBatch, waitForWork, withCore } from '../core.ts';
import { table } from '../print.ts';
import { secret } from '../secret.ts';

export function importFiles(line: CommandLine) {
  const { messages } = line;
  return command(line, {
    docs: { brief: messages.command.import, customUsage: ['BATCH PATH... [--password-file FILE]'] },
    parameters: {
      flags: { ...dataFlags(line), passwordFile: word(line, 'passwordFile', 'FILE'), workers: whole(line, 'workers') },
      positional: { kind: 'array', minimum: 2, parameter: argument('BATCH PATH') },
    },
    run: (flags: DataFlags & { readonly passwordFile?: string; readonly workers?: number }, name: string, ...paths: string[]) =>
      withCore(line, flags, async (core) => {
        const password = await secret(flags.passwordFile ?? null, 'SO_SONG_PDF_PASSWORD');
        const batch = await findBatch(core.client, name);
        const { jobId } = await core.client.intake.start({ batchId: batch.id, paths: paths.map((path) => resolve(path)) });
        await waitForWork(core, messages);
        const job = await core.client.job.get({ id: jobId });
        if (job.problem) throw new ProblemError(job.problem.code, job.problem.params);
        if (password !== null) {
          const locked = await allRows((window) => core.client.batch.entries({ id: batch.id, states: ['locked'], ...window }));
          for (const entry of locked) await core.client.intake.unlock({ entryId: entry.id, password });
          await waitForWork(core, messages);
        }
        const entries = await allRows((window) => core.client.batch.entries({ id: batch.id, ...window }));
        const toRescan = (await allRows((window) => core.client.batch.pages({ id: batch.id, ...window }))).filter(wantsRescan);
        const failed = await allRows((window) => core.client.batch.pages({ id: batch.id, filter: 'failed', ...window }));
        const answer = { batch: await core.client.batch.get({ id: batch.id }), entries, toRescan, failed };
        const { cli, command: words, intake, labels, problems } = messages;
        const rows = entries.map((entry) => {
          const said = entry.problem ? problemText(problems, entry.problem) : { what: '', next: '' };
          return [entry.name, labels.entryState[entry.state], String(entry.pages), said.what, said.next];
        });
        return {
          answer,
          text: () =>
            table([intake.file, cli.state, cli.pages, cli.why, words.whatNext], rows, 100) +
            failedTable(failed, messages) +
            rescanTable(toRescan, messages),
          incomplete: failed.length > 0,
        };
      }),
  });
}

/** Pages that could not be read, with what to do about each; nothing where there is none. */
export function failedTable(pages: readonly Page[], { cli, command: words, intake, problems }: Messages): string {
  if (pages.length === 0) return '';
  const rows = pages.map((page) => {
    const said = page.problem ? problemText(problems, page.problem) : { what: '', next: '' };
    return [page.fileName, String(page.filePage + 1), said.what, said.next];
  });
  return `\n\n${words.notRead(pages.length)}\n${table([intake.file, cli.pages, cli.why, words.whatNext], rows, 100)}`;
}

/** Pictures that should be taken again, with what to do about each; nothing where there is none. */
function rescanTable(pages: readonly Page[], { cli, intake, findings }: Messages): string {
  if (pages.length === 0) return '';
  const rows = pages.map((page) => [
    page.fileName,
    String(page.filePage + 1),
    page.findings
      .filter((one) => wantsRescan({ findings: [one] }))
      .map((one) => findingText(findings, one))
      .join('. '),
  ]);
  return `\n\n${cli.toRescan(pages.length)}\n${table([intake.file, cli.pages, cli.why], rows, 100)}`;
}
