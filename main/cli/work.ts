import { openKnowledge } from '#core/knowledge';
import { pagesRead } from '#domain/batch';
import type { ReadingProgress } from '#domain/job';
import { allRows } from '#domain/list';
import { problem } from '#domain/problem';
import { openReadingQueue } from '#engines/queue-pgboss/queue-pgboss';
import { resourcesFolder, rootFolder, type Workstation } from '#main/open-workstation';
import { readingVersion } from '#main/reading-version';
import type { Messages } from '#messages/vi';
import { openPool } from '#workers/pool';
import { type QueueReaderEvent, readFromQueue } from '#workers/queue-reader';
import type { CommandLine } from './command.ts';
import { secret } from './secret.ts';

export interface WorkSummary {
  readonly read: number;
  readonly failed: number;
  readonly left: number;
  readonly stopped: boolean;
  readonly milliseconds: number;
}

/**
 * Works the queue of a data folder to its end without a window; imports that were cut off are finished too. `reading.paused` where
 * somebody paused it, unless told to go on; `disk.full` when pages are left for want of room. Ctrl+C: what is in hand waits again.
 */
export async function workHere(
  { open, messages }: CommandLine,
  options: { readonly dataFolder: string; readonly lanes: number; readonly resume: boolean },
): Promise<WorkSummary> {
  const started = performance.now();
  const core = await open(options.dataFolder, { readers: options.lanes });
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    if (options.resume) await core.client.job.pauseReading({ paused: false });
    else if ((await core.client.job.reading()).paused) throw problem('reading.paused', {});
    const before = await counted(core);
    const showing = showProgress(core, messages);
    try {
      await Promise.race([core.idle(), aborted(stop.signal)]);
    } finally {
      showing.end();
    }
    const after = await counted(core);
    // Reading ends with pages left when there is no room, or when somebody pauses it meanwhile.
    if (after.waiting > 0 && !stop.signal.aborted) {
      const { paused } = await core.client.job.reading();
      throw problem(paused ? 'reading.paused' : 'disk.full', {});
    }
    return {
      read: after.read - before.read,
      failed: after.failed,
      left: after.waiting + after.stopped,
      stopped: stop.signal.aborted,
      milliseconds: Math.round(performance.now() - started),
    };
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await core.close();
  }
}

async function counted(core: Workstation) {
  const batches = await allRows((window) => core.client.batch.list(window));
  const { failed, stopped, waiting } = await core.client.job.reading();
  return { failed, stopped, waiting, read: batches.reduce((all, { counts }) => all + pagesRead(counts), 0) };
}

/** A line on standard error: redrawn on a terminal, once in ten seconds elsewhere. */
function showProgress(core: Workstation, messages: Messages) {
  const terminal = process.stderr.isTTY;
  let last = '';
  let over = false;
  const show = (progress: ReadingProgress) => {
    const line = progressLine(progress, messages);
    if (over || progress.total === 0 || line === last) return;
    last = line;
    process.stderr.write(terminal ? `\r\u001b[K${line}` : `${line}\n`);
  };
  const timer = setInterval(() => core.client.job.reading().then(show, () => {}), terminal ? 300 : 10_000);
  return {
    end: () => {
      over = true;
      clearInterval(timer);
      if (terminal && last) process.stderr.write('\n');
    },
  };
}

function progressLine({ done, total, elsewhere, pagesPerMinute, secondsLeft }: ReadingProgress, { cli }: Messages): string {
  return [
    `${cli.reading} ${done}/${total}`,
    ...(elsewhere > 0 ? [`${cli.elsewhere} ${elsewhere}`] : []),
    ...(pagesPerMinute === null ? [] : [`${cli.perMinute}: ${pagesPerMinute}`]),
    ...(secondsLeft === null ? [] : [cli.minutesLeft(String(Math.max(1, Math.round(secondsLeft / 60))))]),
  ].join(' · ');
}

/**
 * A second computer: no data folder, pages come from the office's queue and go back as readings. The password is the environment's
 * SO_SONG_QUEUE_PASSWORD or a file's, the key SO_SONG_QUEUE_KEY or a file's: a command line can be seen by others.
 */
export async function workOnQueue(options: {
  readonly url: string;
  readonly key: string | null;
  readonly password: string | null;
  readonly lanes: number;
  readonly untilEmpty: boolean;
  readonly messages: Messages;
}) {
  const { lanes, messages } = options;
  const { cli } = messages;
  const started = performance.now();
  const queue = openReadingQueue({
    url: options.url,
    key: (await secret(options.key, 'SO_SONG_QUEUE_KEY')) ?? '',
    password: await secret(options.password, 'SO_SONG_QUEUE_PASSWORD'),
    version: readingVersion(rootFolder),
    office: null,
  });
  const children = openPool({ size: lanes });
  const stop = new AbortController();
  const leave = new AbortController();
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const interrupt = () => {
    if (stop.signal.aborted) return leave.abort();
    stop.abort();
    say(cli.queueEnding);
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    say(cli.queueJoined(lanes));
    const tell = teller(messages, say);
    const summary = await readFromQueue({
      queue,
      children,
      types: openKnowledge(resourcesFolder).types,
      lanes,
      untilEmpty: options.untilEmpty,
      stop: stop.signal,
      leave: leave.signal,
      tell,
    });
    return { ...summary, stopped: stop.signal.aborted, milliseconds: Math.round(performance.now() - started) };
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await Promise.all([children.close(), queue.close()]);
  }
}

/** On a terminal one line that changes; elsewhere a line for each page, by its number alone, for whoever keeps the log. */
function teller(messages: Messages, say: (line: string) => void): (event: QueueReaderEvent) => void {
  const { cli } = messages;
  return (event) => {
    if (!('id' in event)) say(event.what === 'lost' ? cli.queueLost : cli.queueFound);
    else if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${cli.reading} ${event.read} · ${cli.waiting} ${event.waiting}`);
    else say(`${event.what} ${event.id}`);
  };
}

/** `file.missing`. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
