/**
 * The main job from end to end on the sample batch: import, read, accept what the rules allow, hand over to the embedded shared
 * database, show the progress towards a target. Data stays in `demo-data` (git-ignored) for `--open`.
 */
import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openKnowledge } from '#core/knowledge';
import { addDays, dayOf } from '#domain/day';
import { isOpen } from '#domain/decision';
import { allRows } from '#domain/list';
import { standingOf } from '#domain/paper-record';
import { fieldAt } from '#domain/record-type';
import { openWorkstation, resourcesFolder, rootFolder } from '#main/open-workstation';
import { en } from '#messages/en';
import { findingText } from '#messages/render';
import { vi } from '#messages/vi';
import { exitCodes } from './command.ts';
import { receiptLines } from './commands/handover.ts';
import { failedTable } from './commands/import.ts';
import { targetTable } from './commands/target.ts';
import { waitForWork } from './core.ts';
import { table } from './print.ts';

const language = process.argv.includes('--en') ? 'en' : 'vi';
const messages = language === 'vi' ? vi : en;
const { cli, labels } = messages;
const dataFolder = join(rootFolder, 'demo-data');
const say = (text: string) => process.stdout.write(`${text}\n`);
const heading = (text: string) => say(`\n${text}\n`);

async function demo(): Promise<void> {
  const started = performance.now();
  await rm(dataFolder, { recursive: true, force: true });
  const core = await openWorkstation(dataFolder, { readers: 2 });
  try {
    const { client } = core;
    say(`${cli.demoImport} …`);
    const { batchId } = await client.intake.sample({});
    await waitForWork(core, messages);

    const { types } = openKnowledge(resourcesFolder);
    const typeOf = (id: string | null) => types.find((type) => type.id === id) ?? null;
    const failed = await allRows((window) => client.batch.pages({ id: batchId, filter: 'failed', ...window }));
    if (failed.length > 0) {
      say(failedTable(failed, messages));
      process.exitCode = exitCodes.user;
    }

    heading(cli.demoRecords);
    const records = await allRows((window) => client.batch.records({ id: batchId, ...window }));
    say(
      table(
        ['', cli.type, cli.name, cli.pages, cli.values, cli.open, cli.state],
        records.map((one) => [
          String(one.sequence),
          typeOf(one.recordType)?.short[language] ?? '?',
          one.title ?? '',
          String(one.pages),
          String(one.values),
          String(one.open),
          labels.recordStanding[standingOf(one)],
        ]),
      ),
    );

    heading(cli.demoWaiting);
    const waiting: string[][] = [];
    let handwritten = 0;
    for (const row of records) {
      const record = await client.record.open({ id: row.id });
      const type = typeOf(record.recordType);
      for (const value of record.values) {
        if (!isOpen(value.state)) continue;
        if (value.handwritten) handwritten += 1;
        else {
          const why = value.findings.map((one) => findingText(messages.findings, one)).join(' ');
          waiting.push([
            String(row.sequence),
            (type && fieldAt(type, value.path)?.label[language]) ?? value.path,
            value.value ?? cli.none,
            why,
          ]);
        }
      }
    }
    say(table(['', cli.field, cli.value, cli.why], waiting.slice(0, 40), 70));
    if (waiting.length > 40) say(cli.demoMore(waiting.length - 40));
    if (handwritten > 0) say(cli.demoHandwritten(handwritten));

    heading(cli.demoReceipt);
    const preview = (await client.handover.preview()).find((one) => one.batchId === batchId);
    if (preview && preview.ready.records > 0) {
      const { handoverId } = await client.handover.start({ batchId, shown: preview.ready });
      await core.idle();
      const done = await client.handover.get({ id: handoverId });
      if (done.problem) throw new Error(`hand-over ended with ${done.problem.code}`);
      say(receiptLines(done.receipt, messages));
    } else say(cli.nothingReady);

    heading(cli.demoTarget);
    const today = dayOf(new Date());
    const by = addDays(today, 30);
    await client.target.create({
      title: cli.demoTargetTitle,
      recordType: null,
      placeCode: null,
      total: records.length,
      share: 0.9,
      from: today,
      by,
    });
    say(targetTable(await client.target.list(), messages));
    say(
      `\n${cli.demoTook(((performance.now() - started) / 1000).toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 }))} ${cli.demoData(dataFolder)}\n${cli.demoOpen}`,
    );
  } finally {
    await core.close();
  }
}

await demo();
if (process.argv.includes('--open')) {
  const { status } = spawnSync(process.execPath, [join(rootFolder, 'main', 'start.ts'), '--data', dataFolder], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = status ?? 2;
}
