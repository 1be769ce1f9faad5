/** The whole job from the command line: each command is one entry, which answers data (for --json) and its text. */
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { CoreClient } from '#core/open-core';
import type { Batch } from '#domain/batch';
import { dayOf } from '#domain/day';
import type { FieldValue } from '#domain/field-value';
import type { Language } from '#domain/label';
import { allRows } from '#domain/list';
import { type Page, wantsRescan } from '#domain/page';
import { ProblemError, problem } from '#domain/problem';
import { Settings } from '#domain/settings';
import { openWorkstation, type Workstation } from '#main/open-workstation';
import { findingText, problemText } from '#messages/render';
import type { Messages } from '#messages/vi';
import { checkDataFolder } from './check.ts';
import { progressBar, table } from './print.ts';
import { readPaths } from './read.ts';
import { workHere, workOnQueue } from './work.ts';

export interface CommandOptions {
  readonly positionals: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly json: boolean;
  readonly language: Language;
  readonly messages: Messages;
  readonly dataFolder: string;
}
interface Answer {
  readonly answer: unknown;
  readonly text: () => string;
  /** The answer says what does not hold: ends with 1. */
  readonly incomplete?: boolean;
}
interface Command {
  readonly usage: string;
  readonly run: (options: CommandOptions) => Promise<Answer>;
}

/** The command line itself is wrong; the message names the part. */
export class UsageError extends Error {}

export const commands: Readonly<Record<string, Command>> = {
  read: {
    usage: 'PATH... [--json] [--workers N] [--text]',
    run: async (options) => {
      const { positionals, flags, messages } = options;
      if (positionals.length === 0) throw new UsageError('PATH');
      const answer = await readPaths({
        paths: positionals,
        workers: whole(flags.workers, 2, 'workers'),
        text: flags.text === true,
        progress: progressBar(messages.cli.reading),
      });
      const rows = answer.records.map((record) => [
        record.recordType,
        record.pages.map((page) => page.file).join(' '),
        String(Object.keys(record.fields).length),
      ]);
      return {
        answer,
        text: () =>
          table(
            [messages.cli.type, messages.cli.pages, messages.cli.values],
            [...rows, ...answer.failures.map((failure) => [failure.code, failure.file, ''])],
          ),
      };
    },
  },
  work: {
    usage:
      '[--resume] [--workers N] [--json]  |  --queue postgres://… --key-file FILE [--password-file FILE] [--until-empty] [--workers N] [--json]',
    run: async (options) => {
      const { flags, messages, positionals } = options;
      if (positionals[0] !== undefined) throw new UsageError(positionals[0]);
      const queue = text(flags.queue);
      if (queue !== null) {
        const files = { key: text(flags['key-file']), password: text(flags['password-file']) };
        const lanes = whole(flags.workers, availableParallelism(), 'workers');
        const answer = await workOnQueue({ url: queue, ...files, lanes, untilEmpty: flags['until-empty'] === true, messages });
        return { answer, text: () => messages.cli.queueDone(answer.read, answer.unreadable) };
      }
      const lanes = whole(flags.workers, availableParallelism(), 'workers');
      const answer = await workHere({ dataFolder: options.dataFolder, lanes, resume: flags.resume === true, messages });
      return { answer, text: () => messages.cli.workDone(answer.read, answer.failed, answer.left) };
    },
  },
  reading: {
    usage: '[pause | resume | stop BATCH | resume BATCH | key FILE] [--json]',
    run: (options) => withCore(options, ({ client }) => reading(client, options)),
  },
  batches: {
    usage: '[create TITLE [--place CODE] [--deadline YYYY-MM-DD]] [--json]',
    run: (options) =>
      withCore(options, async ({ client }) => {
        const {
          positionals: [verb, title],
          flags,
          messages,
        } = options;
        if (verb === 'create') {
          const answer = await client.batch.create({
            title: needed(title, 'TITLE'),
            source: 'folder',
            placeCode: text(flags.place),
            owner: '',
            deadline: text(flags.deadline),
          });
          return { answer, text: () => answer.code };
        }
        unknownVerb(verb);
        const answer = await allRows((window) => client.batch.list(window));
        return { answer, text: () => batchTable(answer, messages) };
      }),
  },
  import: {
    usage: 'BATCH PATH... [--password P] [--json]',
    run: (options) =>
      withCore(options, async (core) => {
        const {
          positionals: [name, ...paths],
          messages,
          flags,
        } = options;
        if (paths.length === 0) throw new UsageError('PATH');
        const batch = await findBatch(core.client, needed(name, 'BATCH'));
        const { jobId } = await core.client.intake.start({ batchId: batch.id, paths: paths.map((path) => resolve(path)) });
        await waitForWork(core, messages);
        const job = await core.client.job.get({ id: jobId });
        if (job.problem) throw new ProblemError(job.problem.code, job.problem.params);
        const password = text(flags.password);
        if (password !== null) {
          const locked = await allRows((window) => core.client.batch.entries({ id: batch.id, states: ['locked'], ...window }));
          for (const entry of locked) await core.client.intake.unlock({ entryId: entry.id, password });
          await waitForWork(core, messages);
        }
        const entries = await allRows((window) => core.client.batch.entries({ id: batch.id, ...window }));
        const toRescan = (await allRows((window) => core.client.batch.pages({ id: batch.id, ...window }))).filter(wantsRescan);
        const answer = { batch: await core.client.batch.get({ id: batch.id }), entries, toRescan };
        return {
          answer,
          text: () =>
            table(
              [messages.intake.file, messages.cli.state, messages.cli.pages, messages.cli.why],
              entries.map((entry) => [
                entry.name,
                messages.labels.entryState[entry.state],
                String(entry.pages),
                entry.problem ? problemText(messages.problems, entry.problem).what : '',
              ]),
              100,
            ) + rescanTable(toRescan, messages),
        };
      }),
  },
  records: {
    usage: 'BATCH [--json]',
    run: (options) =>
      withCore(options, async ({ client }) => {
        const batch = await findBatch(client, needed(options.positionals[0], 'BATCH'));
        const answer = await allRows((window) => client.batch.records({ id: batch.id, ...window }));
        const { cli } = options.messages;
        return {
          answer,
          text: () =>
            table(
              ['', cli.type, cli.name, cli.state, cli.open, 'id'],
              answer.map((one) => [
                String(one.sequence),
                one.recordType ?? '?',
                one.title ?? '',
                options.messages.labels.recordState[one.state],
                `${one.open}/${one.values}`,
                one.id,
              ]),
            ),
        };
      }),
  },
  values: {
    usage: 'RECORD | (set RECORD PATH VALUE | confirm|unreadable|blank RECORD PATH | undo RECORD) [--json]',
    run: (options) =>
      withCore(options, async ({ client }) => {
        const [first, id, path, typed] = options.positionals;
        const decision = ({ set: 'correct', confirm: 'confirm', unreadable: 'unreadable', blank: 'blank' } as const)[first ?? ''];
        if (decision) {
          const record = await client.record.open({ id: needed(id, 'RECORD') });
          const value = record.values.find((one) => one.path === needed(path, 'PATH'));
          if (!value) throw problem('value.notFound', { path: path ?? '' });
          const answer = await client.value.decide({
            recordId: record.id,
            path: value.path,
            revision: value.revision,
            decision,
            typed: decision === 'correct' ? needed(typed, 'VALUE') : null,
          });
          return { answer, text: () => valueTable(answer.values, options) };
        }
        if (first === 'undo') {
          const answer = await client.value.undo({ recordId: needed(id, 'RECORD') });
          return { answer, text: () => valueTable(answer.values, options) };
        }
        const answer = await client.record.open({ id: needed(first, 'RECORD') });
        return { answer, text: () => valueTable(answer.values, options) };
      }),
  },
  handover: {
    usage: '[start BATCH] [--json]',
    run: (options) =>
      withCore(options, async (core) => {
        const {
          positionals: [verb, name],
          messages: { cli },
        } = options;
        if (verb === 'start') {
          const batch = await findBatch(core.client, needed(name, 'BATCH'));
          const { handoverId } = await core.client.handover.start({ batchId: batch.id });
          await core.idle();
          const answer = await core.client.handover.get({ id: handoverId });
          if (answer.problem) throw new ProblemError(answer.problem.code, answer.problem.params);
          return { answer, text: () => receiptLines(answer.receipt, options.messages) };
        }
        unknownVerb(verb);
        const answer = {
          preview: await core.client.handover.preview(),
          handovers: await allRows((window) => core.client.handover.list(window)),
        };
        const held = (one: (typeof answer.preview)[number]) => one.held.map(({ reason, records }) => `${reason} ${records}`).join(', ');
        return {
          answer,
          text: () =>
            table(
              [cli.code, cli.title, cli.verified, cli.why],
              answer.preview.map((one) => [one.batchCode, one.title, String(one.ready), held(one)]),
            ),
        };
      }),
  },
  targets: {
    usage: '[create --title T --total N --share 0..1 --by YYYY-MM-DD [--from YYYY-MM-DD] [--type ID] [--place CODE]] [--json]',
    run: (options) =>
      withCore(options, async ({ client }) => {
        const {
          flags,
          positionals: [verb],
        } = options;
        if (verb === 'create') {
          const answer = await client.target.create({
            title: needed(text(flags.title), '--title'),
            total: whole(flags.total, null, '--total'),
            share: Number(needed(text(flags.share), '--share')),
            by: needed(text(flags.by), '--by'),
            from: text(flags.from) ?? dayOf(new Date()),
            recordType: text(flags.type),
            placeCode: text(flags.place),
          });
          return { answer, text: () => answer.id };
        }
        unknownVerb(verb);
        return progress(client, options);
      }),
  },
  settings: {
    usage:
      '[set KEY VALUE] [--json]  (language vi|en, person, office, placeCode, watchedFolder, readers, destination embedded|postgres://…, sharedReading -|postgres://…)',
    run: (options) =>
      withCore(options, async ({ client }) => {
        const { settings } = await client.workstation.state({});
        const [verb, key, value] = options.positionals;
        if (verb !== 'set') unknownVerb(verb);
        if (verb !== 'set') return { answer: settings, text: () => JSON.stringify(settings, null, 2) };
        const { word, password } = withoutPassword(needed(value, 'VALUE'));
        const answer = await client.workstation.saveSettings(changedSettings(settings, needed(key, 'KEY'), word));
        if (password !== null && key === 'sharedReading') await client.workstation.saveQueuePassword({ password });
        else if (password !== null) await client.workstation.saveDestinationPassword({ password });
        return { answer, text: () => JSON.stringify(answer, null, 2) };
      }),
  },
  check: { usage: '[--json]', run: async ({ dataFolder, messages }) => checkDataFolder(dataFolder, messages) },
  progress: { usage: '[--json]', run: (options) => withCore(options, ({ client }) => progress(client, options)) },
};

/** An address as it is usually passed on, with the password in it: that goes to the secrets, the rest is the setting. */
function withoutPassword(word: string): { readonly word: string; readonly password: string | null } {
  const url = /^postgres(ql)?:/.test(word) && URL.canParse(word) ? new URL(word) : null;
  if (!url || url.password === '') return { word, password: null };
  const password = decodeURIComponent(url.password);
  url.password = '';
  return { word: url.href, password };
}

/** One setting from its word on the command line; what does not fit is refused with the setting's name. */
function changedSettings(settings: Settings, key: string, word: string): Settings {
  const changed = Settings.strict().safeParse({ ...settings, [key]: settingOf(key, word) });
  if (!changed.success) throw new UsageError(key);
  return changed.data;
}

function settingOf(key: string, word: string): unknown {
  if (key === 'destination') return word === 'embedded' ? { kind: 'embedded' } : { kind: 'postgres', url: word };
  if (key === 'readers') return Number(word);
  if (word === '-') return null;
  return key === 'sharedReading' ? { url: word } : word;
}

/** How reading goes, and who may go on: all of it, or the pages of one batch. */
async function reading(client: CoreClient, options: CommandOptions): Promise<Answer> {
  const [verb, name] = options.positionals;
  const { cli } = options.messages;
  if (verb === 'key') {
    const file = resolve(needed(name, 'FILE'));
    // A file that is there is not written over: it may be another workstation's key.
    await writeFile(file, `${(await client.workstation.queueKey()).key}\n`, { mode: 0o600, flag: 'wx' }).catch(() => {
      throw new UsageError(file);
    });
    return { answer: { file }, text: () => cli.keySaved(file) };
  }
  if (verb === 'stop') await client.batch.stopReading({ id: (await findBatch(client, needed(name, 'BATCH'))).id });
  else if (verb === 'resume' && name !== undefined) await client.batch.goOnReading({ id: (await findBatch(client, name)).id });
  else if (verb === 'pause' || verb === 'resume') await client.job.pauseReading({ paused: verb === 'pause' });
  else unknownVerb(verb);
  const [answer, batches] = await Promise.all([client.job.reading(), allRows((window) => client.batch.list(window))]);
  const sum = (key: 'pagesFailed' | 'pagesStopped') => batches.reduce((all, batch) => all + batch.counts[key], 0);
  return {
    answer: { ...answer, failed: sum('pagesFailed'), stopped: sum('pagesStopped') },
    text: () =>
      [
        table(
          [cli.waiting, cli.inHand, cli.elsewhere, cli.failed, cli.stopped],
          [[answer.waiting, answer.reading, answer.elsewhere, sum('pagesFailed'), sum('pagesStopped')].map(String)],
        ),
        ...(answer.pausedBy === null ? [] : [cli.paused(answer.pausedBy)]),
      ].join('\n'),
  };
}

async function progress(client: CoreClient, { messages }: CommandOptions): Promise<Answer> {
  const targets = await client.target.list();
  return { answer: targets, text: () => targetTable(targets, messages) };
}

export function targetTable(targets: Awaited<ReturnType<CoreClient['target']['list']>>, { cli }: Messages): string {
  return table(
    [cli.title, cli.promised, cli.by, cli.scanned, cli.verified, cli.accepted, cli.needed],
    targets.map((one) => [
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

export function receiptLines(receipt: Awaited<ReturnType<CoreClient['handover']['get']>>['receipt'], { cli }: Messages): string {
  if (!receipt) return cli.nothingReady;
  return [
    `${receipt.id}  ${receipt.destination}  ${receipt.receivedAt}`,
    `${cli.sent} ${receipt.sent} = ${cli.acceptedNow} ${receipt.accepted} + ${cli.already} ${receipt.already} + ${cli.refused} ${receipt.refused.length}`,
    `SHA-256 ${receipt.digest}`,
    ...receipt.refused.map((one) => `  ${one.recordId} ${one.code} ${one.detail}`),
  ].join('\n');
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

function batchTable(batches: readonly Batch[], { cli, labels }: Messages): string {
  return table(
    [cli.code, cli.title, cli.place, cli.state, cli.pages, cli.records, cli.open, cli.handedOver],
    batches.map((one) => [
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

function valueTable(values: readonly FieldValue[], { messages }: CommandOptions): string {
  const { cli } = messages;
  return table(
    [cli.field, cli.value, cli.state, cli.confidence, cli.why],
    values.map((one) => [
      one.path,
      one.value ?? cli.none,
      one.state,
      one.confidence === null ? '' : one.confidence.toFixed(3),
      one.findings.map((each) => findingText(messages.findings, each)).join(' '),
    ]),
  );
}

/** Opens the core for one command and closes it whatever happens. */
async function withCore(options: CommandOptions, work: (core: Workstation) => Promise<Answer>): Promise<Answer> {
  const workers = whole(options.flags.workers, 2, 'workers');
  const core = await openWorkstation(options.dataFolder, { readers: workers });
  try {
    return await work(core);
  } finally {
    await core.close();
  }
}

/** Waits for imports and readings, showing the pages done. */
export async function waitForWork(core: Workstation, messages: Messages): Promise<void> {
  const show = progressBar(messages.cli.reading);
  let over = false;
  const timer = setInterval(() => {
    core.client.job.reading().then(
      ({ done, total }) => {
        if (!over && total > 0) show(done, total);
      },
      () => {},
    );
  }, 200);
  await core.idle();
  over = true;
  clearInterval(timer);
}

async function findBatch(client: CoreClient, name: string): Promise<Batch> {
  const batches = await allRows((window) => client.batch.list(window));
  const found = batches.find((batch) => batch.code.toLowerCase() === name.toLowerCase() || batch.id === name);
  if (!found) throw problem('batch.notFound', { id: name });
  return found;
}

/** A word that was mistyped must not be taken for the question without it. */
function unknownVerb(verb: string | undefined): void {
  if (verb !== undefined) throw new UsageError(verb);
}

function needed(value: string | null | undefined, what: string): string {
  if (value === undefined || value === null || value === '') throw new UsageError(what);
  return value;
}

function text(flag: string | boolean | undefined): string | null {
  return typeof flag === 'string' ? flag : null;
}

function whole(flag: string | boolean | undefined, otherwise: number | null, what: string): number {
  const number = flag === undefined ? otherwise : Number(flag);
  if (number === null || !Number.isInteger(number) || number < 1) throw new UsageError(what);
  return number;
}
