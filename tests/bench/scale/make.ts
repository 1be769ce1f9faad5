import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { identityChecks, identityKeys } from '#core/identity';
import { openKnowledge } from '#core/knowledge';
import { indexValues } from '#core/record-search';
import type { FieldValue } from '#domain/field-value';
import type { RecordState } from '#domain/paper-record';
import type { RecordType } from '#domain/record-type';
import { resourcesFolder } from '#main/open-workstation';
import { appendAudit } from '#store/audit';
import { insertBatch } from '#store/batch';
import { insertVerification, listValues, putValue } from '#store/field-value';
import { type WriteHandle, writeHandleOf } from '#store/handle';
import { fixRecords, insertHandover, keepReceipt, setHandoverOutcome, setHandoverState } from '#store/handover';
import { setIdentityKeys } from '#store/identity-key';
import { insertRecord, setRecordHandedOver, setRecordPages, setRecordReturned, setRecordStanding } from '#store/paper-record';
import { findOrMakePerson } from '#store/person';
import { openSealed } from '#store/sealed';
import { remember } from '#store/settings';
import { putTarget } from '#store/target';
import { random } from '../holdout/random.ts';
import { unpackSample } from './sample.ts';
import { placeOfBatch, variation } from './vary.ts';

/**
 * Longer than most: what belongs to one record of an office is made in one place. A store as an office leaves it after some years: every record is one of the sample's, which the real reader read, with other people,
 * places and numbers, and with the decisions, hand-overs and traces that its state tells of. What has a meaning is written by the
 * store's own functions; pages, their readings and import entries are copied row by row. Page pictures are not there.
 */
export interface Made {
  readonly records: number;
  readonly values: number;
  readonly batches: number;
}

interface Template {
  readonly type: RecordType;
  readonly values: readonly FieldValue[];
  readonly pages: readonly Paper[];
  /** Rows of `record_reading`. */
  readonly readings: readonly Columns[];
  readonly findings: string;
}
/** A page's row with the rows that lie under it. */
interface Paper {
  readonly id: string;
  readonly row: Columns;
  readonly entry: Columns;
  readonly readings: readonly Columns[];
  readonly face: string | null;
  readonly number: number;
}
type Columns = Readonly<Record<string, string | number | Uint8Array | null>>;

/** Of a hundred records; the rest is paper of no known type. */
const shares = {
  'land-certificate-2009': 25,
  'land-certificate-2024': 20,
  'birth-certificate': 20,
  'residence-confirmation-ct07': 15,
  'household-register-book': 12,
  'enterprise-registration': 5,
} as const;

const began = Date.parse('2023-11-20T01:00:00Z');
const ended = Date.parse('2026-11-20T09:00:00Z');
const people = ['Nguyễn Thị Hương', "H'Bia Niê", 'Trần Văn Đức', 'Y Bhĭt Mlô', 'Lê Minh Châu', 'Cán bộ số hóa'];
/** Đắk Lắk, Gia Lai and Lâm Đồng, by today's codes. */
const provinces = ['66', '52', '68'];
const sizes = [40, 80, 120, 150, 180, 200, 220, 260, 350, 400];
/** One batch with as many records that are ready as one hand-over may be expected to have. */
export const readyRecords = 1000;

/** `largest`: besides, one batch at work with so many records. */
export function makeStore(folder: string, wanted: number, { largest = 0 }: { readonly largest?: number } = {}): Made {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  unpackSample(folder);
  const database = openSealed(join(folder, 'so-song.sqlite'));
  // Nobody needs this file after a power cut: it is made again.
  for (const pragma of ['journal_mode = DELETE', 'journal_mode = OFF', 'synchronous = OFF', 'cache_size = -1500000', 'foreign_keys = OFF'])
    database.pragma(pragma);
  try {
    const maker = openMaker(database);
    const plan = [...batchPlan(wanted), ...(largest > 0 ? [{ size: largest, fate: 'open' as const }] : [])];
    for (let at = 0; at < plan.length; at += 20)
      database
        .transaction(() => {
          plan.slice(at, at + 20).forEach((batch, offset) => {
            maker.batch(batch, (at + offset) / plan.length);
          });
        })
        .immediate();
    maker.targets();
    const count = (table: string) => database.prepare<[], { n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).get()?.n ?? 0;
    database.pragma('journal_mode = WAL');
    return { records: count('paper_record'), values: count('field_value'), batches: count('batch') };
  } finally {
    database.close();
  }
}

export function isStore(folder: string): boolean {
  return existsSync(join(folder, 'so-song.sqlite'));
}

interface Plan {
  readonly size: number;
  readonly fate: 'handedOver' | 'ready' | 'open';
}

/** Two hundred records a batch on average; the oldest are handed over, the newest are at work. */
function batchPlan(wanted: number): readonly Plan[] {
  const ready = Math.min(readyRecords, Math.ceil(wanted / 5));
  const plan: Plan[] = [];
  let left = wanted - ready;
  for (let at = 0; left > 0; at += 1) {
    const size = Math.min(left, sizes[(at * 7) % sizes.length] ?? 200);
    const done = 1 - left / wanted;
    plan.push({ size, fate: done < 0.6 ? 'handedOver' : done < 0.75 ? 'ready' : 'open' });
    left -= size;
  }
  plan.splice(Math.floor(plan.length * 0.7), 0, { size: ready, fate: 'ready' });
  return plan;
}

function openMaker(database: Database.Database) {
  const write = writeHandleOf(database);
  const insert = inserter(database);
  const r = random(7);
  const templates = readTemplates(database, write);
  const recordKey = database.prepare<[string], { key: number }>('SELECT key FROM paper_record WHERE id = ?');
  let pageKey = database.prepare<[], { key: number }>('SELECT MAX(key) AS key FROM page').get()?.key ?? 0;
  const knowledge = openKnowledge(resourcesFolder);
  const { places } = knowledge;
  remember(write, 'identity.checks', identityChecks(knowledge));
  const communes = provinces.flatMap((province) => places.communesOf(province).flatMap(({ code }) => code ?? []));
  /** By name; without one, whoever sits at the workstation. */
  const personId = (name = 'Cán bộ số hóa') => findOrMakePerson(write, name, new Date(began).toISOString());
  return { batch, targets };

  function batch({ size, fate }: Plan, share: number): void {
    const at = (hours: number) => new Date(began + share * (ended - began) + hours * 3_600_000).toISOString();
    const id = randomUUID();
    const printed = placeOfBatch(r);
    const deadline = r.chance(0.7) ? new Date(began + share * (ended - began) + 30 * 86_400_000).toISOString().slice(0, 10) : null;
    const placeCode = r.pick(communes);
    insertBatch(write, {
      id,
      title: `${printed.communeName}, hộp ${r.whole(1, 400)}`,
      source: r.pick(['folder', 'box', 'scanner'] as const),
      placeCode,
      ownerId: personId(r.pick(people)),
      deadline,
      at: at(0),
    });
    const jobId = randomUUID();
    insert('job', {
      id: jobId,
      kind: 'import',
      batch_id: id,
      subject: jobId,
      payload: '{}',
      state: 'done',
      attempts: 1,
      done: size,
      total: size,
      created_at: at(0),
      finished_at: at(1),
    });
    trace(at(0), 'batch.created', id, {});
    trace(at(0), 'import.started', id, { files: size });
    let sequence = 0;
    const handed: { readonly id: string; readonly refused: boolean }[] = [];
    for (let n = 0; n < size; n += 1) {
      const template = n % 33 === 32 && !(fate === 'ready' && size >= readyRecords) ? null : pickTemplate();
      const pages = copyPages(template?.pages ?? r.pick(r.pick(templates.all).pages.map((one) => [one])), { id, jobId, at: at(1) });
      const recordId = record({
        batchId: id,
        template,
        pages,
        state: stateOf(template, fate),
        at: at(1),
        decidedAt: at(24 + n / 60),
        printed,
      });
      if (fate === 'handedOver' && template) handed.push({ id: recordId, refused: r.chance(0.01) });
    }
    if (handed.length > 0) handOver(id, handed, at(200));

    function copyPages(papers: readonly Paper[], to: { readonly id: string; readonly jobId: string; readonly at: string }) {
      const group = `name:/${randomUUID().slice(0, 12)}`;
      return papers.map((paper) => {
        sequence += 1;
        const name = `${group.slice(6)}-p${sequence}.jpg`;
        // What the original would hold: whoever needs it can write it.
        const sha256 = createHash('sha256').update(name).digest('hex');
        const [entryId, pageId] = [randomUUID(), randomUUID()];
        pageKey += 1;
        insert('import_entry', { ...paper.entry, id: entryId, batch_id: to.id, job_id: to.jobId, name, blob_sha256: sha256, at: to.at });
        insert('page', {
          ...paper.row,
          id: pageId,
          key: pageKey,
          batch_id: to.id,
          entry_id: entryId,
          sequence,
          group_key: group,
          file_name: name,
          sha256,
        });
        for (const reading of paper.readings) insert('page_reading', { ...reading, page_key: pageKey, at: to.at });
        return { pageId, face: paper.face, entry: paper.number, group, was: paper.id };
      });
    }
  }

  function pickTemplate(): Template {
    let left = r.whole(0, 96);
    for (const [type, share] of Object.entries(shares)) {
      left -= share;
      if (left < 0) return r.pick(templates.byType.get(type) ?? templates.all);
    }
    return r.pick(templates.all);
  }

  function stateOf(template: Template | null, fate: Plan['fate']): RecordState {
    if (!template) return 'unknown';
    return fate === 'open' && !r.chance(0.4) ? 'open' : 'verified';
  }

  function record(of: {
    readonly batchId: string;
    readonly template: Template | null;
    readonly pages: readonly {
      readonly pageId: string;
      readonly face: string | null;
      readonly entry: number;
      readonly group: string;
      readonly was: string;
    }[];
    readonly state: RecordState;
    readonly at: string;
    readonly decidedAt: string;
    readonly printed: ReturnType<typeof placeOfBatch>;
  }): string {
    const { template, pages, at, decidedAt } = of;
    const id = randomUUID();
    const type = template?.type ?? null;
    insertRecord(write, {
      id,
      batchId: of.batchId,
      groupKey: pages[0]?.group ?? '',
      recordType: type?.id ?? null,
      version: type?.version ?? null,
      state: type ? 'open' : 'unknown',
      pageIds: [],
      at,
    });
    setRecordPages(write, id, pages);
    const person = personId(r.pick(people));
    if (!template || !type) {
      indexValues(write, id, null, []);
      return id;
    }
    const record_key = recordKey.get(id)?.key ?? 0;
    for (const reading of template.readings) insert('record_reading', { ...reading, record_key, at });
    const vary = variation(r, type, of.printed);
    const pageOf = new Map(pages.map(({ was, pageId }) => [was, pageId]));
    const values = template.values.map((value): FieldValue => {
      const next = value.value === null ? null : vary.of(value.path, value.value);
      const raw = value.raw === null ? null : value.raw === value.value ? next : vary.of(value.path, value.raw);
      return { ...value, value: next, raw, pageId: value.pageId === null ? null : (pageOf.get(value.pageId) ?? null) };
    });
    trace(decidedAt, 'record.opened', id, {});
    // Of a record at work half of the open values are decided already; one is always left.
    let open = values.filter((value) => value.state === 'read').length;
    if (of.state === 'open' && open === 0) open = 1;
    values.forEach((value, index) => {
      const isOpen = value.state === 'read' || (of.state === 'open' && index === 0);
      const stays = isOpen && of.state === 'open' && (open === 1 || r.chance(0.5));
      if (isOpen) open -= 1;
      putValue(write, id, isOpen ? (stays ? { ...value, state: 'read' } : decide(id, value, person, decidedAt)) : value);
    });
    const name = type.fields.find((field) => field.kind === 'name')?.key;
    setRecordStanding(write, id, {
      state: of.state,
      title: values.find(({ path }) => path === name)?.value ?? values.find(({ value }) => value !== null)?.value ?? null,
      findings: JSON.parse(template.findings),
      at: decidedAt,
    });
    setIdentityKeys(write, id, identityKeys(type, values, places));
    indexValues(write, id, type, values);
    return id;
  }

  function decide(recordId: string, before: FieldValue, person: string, at: string): FieldValue {
    const chance = r.next();
    const decision = before.value === null ? 'blank' : chance < 0.8 ? 'confirm' : chance < 0.97 ? 'correct' : 'unreadable';
    const after: FieldValue = {
      ...before,
      value: decision === 'unreadable' || decision === 'blank' ? null : before.value,
      state: (
        { confirm: 'confirmed', correct: before.handwritten ? 'keyed' : 'corrected', unreadable: 'unreadable', blank: 'blank' } as const
      )[decision],
      findings: [],
      decidedBy: person,
      decidedAt: at,
      revision: before.revision + 1,
    };
    insertVerification(write, { recordId, path: before.path, decision, before, after, undoes: null, personId: person, at });
    trace(at, 'value.decided', recordId, { path: before.path, decision, state: after.state }, person);
    return after;
  }

  function handOver(batchId: string, records: readonly { readonly id: string; readonly refused: boolean }[], at: string): void {
    const id = randomUUID();
    insertHandover(write, { id, batchId, destination: 'embedded', startedBy: personId(), at });
    for (const one of records) {
      const key = recordKey.get(one.id)?.key ?? 0;
      fixRecords(write, id, [{ key, digest: null }]);
      setHandoverOutcome(write, id, key, one.refused ? 'refused' : 'accepted');
      if (one.refused) setRecordReturned(write, one.id);
      else setRecordHandedOver(write, one.id, at);
    }
    const refused = records
      .filter((one) => one.refused)
      .map((one) => ({ recordId: one.id, code: 'destination.rule', detail: 'full_name' }));
    const receipt = {
      id: randomUUID(),
      destination: 'embedded',
      receivedAt: at,
      sent: records.length,
      accepted: records.length - refused.length,
      already: 0,
      refused,
      digest: randomUUID(),
    };
    keepReceipt(write, id, receipt);
    setHandoverState(write, id, 'done', { at });
    trace(at, 'handover.started', batchId, { handover: id, records: records.length });
    trace(at, 'handover.received', batchId, { handover: id, receipt: receipt.id, accepted: receipt.accepted, refused: refused.length });
  }

  function trace(at: string, action: string, subject: string, detail: Readonly<Record<string, string | number>>, caller = personId()) {
    appendAudit(write, { at, caller, action, subject, detail });
  }

  function targets(): void {
    const common = { total: 250_000, share: 0.9, from: '2025-01-01', by: '2026-12-31' };
    const at = new Date(ended).toISOString();
    putTarget(write, randomUUID(), { title: 'Tất cả', recordType: null, placeCode: null, ...common }, at);
    for (const type of Object.keys(shares))
      putTarget(write, randomUUID(), { title: type, recordType: type, placeCode: null, ...common }, at);
    for (const placeCode of [...provinces, ...communes.slice(0, 3)])
      putTarget(write, randomUUID(), { title: placeCode, recordType: null, placeCode, ...common }, at);
  }
}

/** Writes rows as they are, whatever columns a table has now; its own integer key is given anew. */
function inserter(database: Database.Database): (table: string, row: Columns) => void {
  const known = new Map<string, Database.Statement>();
  return (table, row) => {
    const names = Object.keys(row);
    const key = `${table} ${names.length}`;
    const statement =
      known.get(key) ??
      database.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`);
    known.set(key, statement);
    statement.run(row);
  };
}

function readTemplates(database: Database.Database, read: WriteHandle) {
  const { types } = openKnowledge(resourcesFolder);
  const rows = (text: string, ...values: Columns[string][]) =>
    database.prepare<Columns[string][], Record<string, string | number | Uint8Array | null>>(text).all(...values);
  const plain = (found: readonly Record<string, string | number | Uint8Array | null>[]) =>
    found.map((row) => Object.fromEntries(Object.entries(row).filter(([name, value]) => !(name === 'id' && typeof value === 'number'))));
  const all: Template[] = rows('SELECT * FROM paper_record WHERE record_type IS NOT NULL').flatMap((row) => {
    const id = String(row.id);
    const type = types.find((one) => one.id === row.record_type);
    if (!type) return [];
    const pages = rows('SELECT * FROM record_page WHERE record_key = ? ORDER BY ordinal', row.key ?? 0).map((link): Paper => {
      const page = rows('SELECT * FROM page WHERE key = ?', link.page_key ?? 0)[0] ?? {};
      return {
        id: String(page.id),
        row: page,
        entry: rows('SELECT * FROM import_entry WHERE id = ?', String(page.entry_id))[0] ?? {},
        readings: plain(rows('SELECT * FROM page_reading WHERE page_key = ? ORDER BY id DESC LIMIT 1', page.key ?? 0)),
        face: link.face === null ? null : String(link.face),
        number: Number(link.entry),
      };
    });
    const readings = plain(rows('SELECT * FROM record_reading WHERE record_key = ? ORDER BY id DESC LIMIT 1', row.key ?? 0));
    return [{ type, pages, readings, values: listValues(read, id), findings: String(row.findings) }];
  });
  return { all, byType: Map.groupBy(all, ({ type }) => type.id) };
}
