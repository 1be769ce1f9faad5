import { audit } from './audit.ts';
import { batch } from './batch.ts';
import { cli } from './cli.ts';
import { command } from './command.ts';
import { findings } from './findings.ts';
import { firstRun } from './first-run.ts';
import { frame } from './frame.ts';
import { handover } from './handover.ts';
import { intake } from './import.ts';
import { keys } from './keys.ts';
import { labels } from './labels.ts';
import { problems } from './problems.ts';
import { record } from './record.ts';
import { scanner } from './scanner.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { target } from './target.ts';
import type { Messages } from './vi.ts';
import { words } from './words.ts';

export const en: Messages = {
  frame: frame.en,
  keys: keys.en,
  record: record.en,
  words: words.en,
  firstRun: firstRun.en,
  settings: settings.en,
  search: search.en,
  target: target.en,
  handover: handover.en,
  scanner: scanner.en,
  intake: intake.en,
  audit: audit.en,
  batch: batch.en,
  cli: cli.en,
  command: command.en,
  labels: labels.en,
  findings: findings.en,
  problems: problems.en,
};
