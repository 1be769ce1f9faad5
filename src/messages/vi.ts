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
import { words } from './words.ts';

export const vi = {
  frame: frame.vi,
  keys: keys.vi,
  record: record.vi,
  words: words.vi,
  firstRun: firstRun.vi,
  settings: settings.vi,
  search: search.vi,
  target: target.vi,
  handover: handover.vi,
  scanner: scanner.vi,
  intake: intake.vi,
  audit: audit.vi,
  batch: batch.vi,
  cli: cli.vi,
  command: command.vi,
  labels: labels.vi,
  findings: findings.vi,
  problems: problems.vi,
};
export type Messages = typeof vi;
