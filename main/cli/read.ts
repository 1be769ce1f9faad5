import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttachedFile, FilePage, LostPage } from '#children';
import { assembleGroup } from '#core/assemble';
import { filePages } from '#core/file-pages';
import { findFiles, shown } from '#core/find-files';
import { type Knowledge, openKnowledge } from '#core/knowledge';
import { dayOf } from '#domain/day';
import { cellOf } from '#domain/field-path';
import { fieldKinds } from '#domain/fields/field-kinds';
import { type Problem, ProblemError, problem } from '#domain/problem';
import type { PageReading, ReadValue, RecordReading } from '#domain/reading';
import { fieldAt, type RecordType } from '#domain/record-type';
import { resourcesFolder } from '#main/open-workstation';
import type { StoredBlob } from '#ports';
import { groupKey } from '#reading/record/file-name';
import { openFile } from '#store/blob';
import { openPageStore, type PageStore } from '#store/page-store';
import { isRunning } from '#store/running';
import { openPool, type Pool } from '#workers/pool';

/** One page to read: `file` as it was given (relative to its folder), `picture` where it lies. */
interface Sheet {
  readonly file: string;
  readonly name: string;
  readonly group: string;
  readonly picture: StoredBlob;
  readonly page: number;
  readonly filePage: number;
  readonly manyPages: boolean;
}
interface Failure extends Problem {
  readonly file: string;
  readonly filePage?: number;
}
export type ReadAnswer = Awaited<ReturnType<typeof readPaths>>;

export interface ReadOptions {
  readonly paths: readonly string[];
  readonly workers: number;
  readonly text: boolean;
  /** Files attached to a PDF are read like those beside it; else each of them is a failure that says so. */
  readonly attachments?: boolean;
  readonly progress?: (done: number, total: number) => void;
}

/** The number of the process stands in the folder's name. */
const temporaryName = 'so-song-read-';

const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** For pictures of papers, which do not outlive the run: an interrupt takes them away and then does what it always does. */
function openTemporary(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), `${temporaryName}${process.pid}-`));
  const remove = () => {
    for (const signal of interrupts) process.off(signal, leave);
    rmSync(folder, { recursive: true, force: true });
  };
  const leave = (signal: NodeJS.Signals) => {
    remove();
    process.kill(process.pid, signal);
  };
  for (const signal of interrupts) process.on(signal, leave);
  return { folder, remove };
}

/** What a run that was killed left behind are pictures of papers: the next run takes them away. */
async function sweepDead(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, number] = /^so-song-read-(\d+)-/.exec(name) ?? [];
    if (number !== undefined && !isRunning(Number(number)))
      await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * Reads files and folders without storing anything. The answer is the documented JSON of `cli read`: every file given is in a
 * record, in `failures` or, where it is no paper, in `passedOver`; boxes are in pixels of the page's original image, `page` counts the record's pages from 0.
 */
export async function readPaths(options: ReadOptions) {
  const { workers, text, progress = () => {} } = options;
  const started = performance.now();
  const knowledge = openKnowledge(resourcesFolder);
  const { types } = knowledge;
  const pool = openPool({ size: workers });
  await sweepDead();
  const temporary = openTemporary();
  const failures: Failure[] = [];
  const passedOver: Failure[] = [];
  try {
    const sheets = await listSheets(pool, options, await openPageStore(temporary.folder), failures, passedOver);
    const steps: Record<string, number> = {};
    let done = 0;
    const readings = await inParallel(sheets, workers, async (sheet) => {
      const reading = await orFailure(failures, sheet, () =>
        pool.run(text ? 'readPageAndText' : 'readPage', { picture: sheet.picture, name: sheet.name, page: sheet.page, types }),
      );
      for (const [step, milliseconds] of Object.entries(reading?.milliseconds ?? {})) steps[step] = (steps[step] ?? 0) + milliseconds;
      done += 1;
      progress(done, sheets.length);
      return reading;
    });
    const read = sheets.flatMap((sheet, index) => {
      const reading = readings[index];
      return reading ? [{ sheet, reading }] : [];
    });
    const records = recordsOf(read, knowledge, text, failures);
    const milliseconds = performance.now() - started;
    return {
      records,
      failures,
      passedOver,
      timing: {
        milliseconds: Math.round(milliseconds),
        pages: sheets.length,
        millisecondsPerPage: Math.round(milliseconds / Math.max(1, sheets.length)),
        workers,
        steps: Object.fromEntries(Object.entries(steps).map(([step, sum]) => [step, Math.round(sum / Math.max(1, read.length))])),
        peakMegabytesPerWorker: Math.round(pool.stats().peakMegabytes),
      },
    };
  } finally {
    await pool.close();
    temporary.remove();
  }
}

/** All pages of all files, in the order given; pictures of PDF pages are laid in a temporary folder. */
async function listSheets(
  pool: Pool,
  { paths, attachments = false }: ReadOptions,
  pictures: PageStore,
  failures: Failure[],
  passedOver: Failure[],
): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  let number = 0;
  for (const [intake, given] of paths.entries()) {
    for (const found of await findFiles(given)) {
      const file = found.path === given ? given : [found.folder, found.name].filter(Boolean).join('/');
      if (found.problem) {
        const list = found.problem.code === 'file.passedOver' ? passedOver : failures;
        list.push({ file, code: found.problem.code, params: found.problem.params });
        continue;
      }
      // Files given one by one belong together like those of one folder.
      const place = { folder: found.folder, intake: found.path === given ? 'files' : String(intake) };
      await take({ ...place, blob: openFile(found.path), name: found.name, file });
    }
  }
  return sheets;

  async function take({ blob: own, name, file, ...place }: FileToRead): Promise<void> {
    number += 1;
    const id = { ...place, name, id: String(number) };
    const pages: (FilePage | LostPage)[] = [];
    const kept = new Map<number, StoredBlob>();
    const attached: AttachedFile[] = [];
    await orFailure(failures, { file }, () =>
      filePages(
        pool,
        { blob: own, name, password: null, pages: null },
        async (page) => {
          if (page.what === 'page' && page.picture) kept.set(page.index, pictures.blob((await pictures.put([page.picture])).sha256));
          // Its bytes are on the disk now.
          pages.push(page.what === 'page' ? { ...page, picture: null } : page);
        },
        undefined,
        async (one) => void attached.push(one),
      ),
    );
    const manyPages = pages.length > 1;
    for (const page of pages) {
      const sheet = { file, name, group: groupKey({ ...id, pages: pages.length }), filePage: page.index, manyPages };
      if (page.what === 'lost') failures.push({ file, ...(manyPages ? { filePage: page.index } : {}), ...page.problem });
      else sheets.push({ ...sheet, picture: kept.get(page.index) ?? own, page: kept.has(page.index) ? 0 : page.index });
    }
    for (const one of attached) {
      const within = { ...place, name: shown(one.name), file: `${file}/${shown(one.name)}` };
      const { code, params } = one.bytes ? problem('file.attached', { name: within.name, of: name }) : problem('file.passedOver', within);
      if (one.bytes && attachments) await take({ ...within, blob: pictures.blob((await pictures.put([one.bytes])).sha256) });
      else (one.bytes ? failures : passedOver).push({ file: within.file, code, params });
    }
  }
}

interface FileToRead {
  readonly blob: StoredBlob;
  readonly name: string;
  /** As it was given. */
  readonly file: string;
  readonly folder: string;
  readonly intake: string;
}

async function orFailure<T>(
  failures: Failure[],
  sheet: { readonly file: string; readonly filePage?: number; readonly manyPages?: boolean },
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    // What nobody foresaw in one file does not keep the others from being read.
    const { code, params } = error instanceof ProblemError ? error : problem('unknown', { reference: 'read' });
    failures.push({ file: sheet.file, ...(sheet.manyPages ? { filePage: sheet.filePage } : {}), code, params });
    return null;
  }
}

async function inParallel<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}

function recordsOf(
  read: readonly { readonly sheet: Sheet; readonly reading: PageReading }[],
  knowledge: Knowledge,
  text: boolean,
  failures: Failure[],
) {
  const groups = Map.groupBy(read, ({ sheet }) => sheet.group);
  return [...groups].flatMap(([group, members]) => {
    const pages = members.map(({ sheet, reading }) => ({ fileName: sheet.name, reading }));
    try {
      return assembleGroup(group, pages, knowledge, dayOf(new Date())).map((record) => shownRecord(record, members, knowledge.types, text));
    } catch (error) {
      const { code, params } = error instanceof ProblemError ? error : problem('unknown', { reference: 'read' });
      for (const { sheet } of members)
        failures.push({ file: sheet.file, ...(sheet.manyPages ? { filePage: sheet.filePage } : {}), code, params });
      return [];
    }
  });
}

function shownRecord(
  record: RecordReading,
  members: readonly { readonly sheet: Sheet; readonly reading: PageReading }[],
  types: readonly RecordType[],
  text: boolean,
) {
  const type = types.find((one) => one.id === record.recordType && one.version === record.version) ?? null;
  const pages = record.pages.flatMap(({ page, face }) => {
    const member = members[page];
    if (!member) return [];
    const { sheet, reading } = member;
    return [
      {
        file: sheet.file,
        ...(sheet.manyPages ? { filePage: sheet.filePage } : {}),
        face,
        unexplained: reading.explained?.unexplained ?? [],
        ...(text ? { text: reading.text ?? '' } : {}),
      },
    ];
  });
  return {
    recordType: record.recordType ?? 'unknown',
    recordTypeVersion: record.version,
    pages,
    fields: type ? fieldsOf(record.values, type) : {},
    findings: record.findings,
  };
}

function fieldsOf(values: readonly ReadValue[], type: RecordType) {
  const byPath = new Map(values.map((value) => [value.path, value]));
  const fields: Record<string, unknown> = {};
  for (const field of type.fields) {
    const value = byPath.get(field.key);
    if (value) fields[field.key] = shownValue(value, type);
  }
  for (const table of type.tables) {
    const rows: Record<string, unknown>[] = [];
    for (const value of values) {
      const cell = cellOf(value.path);
      if (cell?.table !== table.key) continue;
      rows[cell.index] = { ...rows[cell.index], [cell.column]: shownValue(value, type) };
    }
    fields[table.key] = { rows };
  }
  return fields;
}

function shownValue(value: ReadValue, type: RecordType) {
  const field = fieldAt(type, value.path);
  return {
    value: value.value === null || !field ? value.value : fieldKinds[field.kind].toJson(value.value),
    raw: value.raw,
    confidence: value.confidence,
    accepted: value.accepted,
    page: value.page,
    box: value.box,
    findings: value.findings,
  };
}
