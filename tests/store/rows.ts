import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';

type Rows = Readonly<Record<string, readonly Readonly<Record<string, string | number | null>>[]>>;

/**
 * Rows as each version of the store can hold them, written after the migration of that number: every table gets some, in every state.
 * A migration that makes a table (or a column with a meaning of its own) adds its rows under its number; rows of earlier versions stay
 * as they are, for that is how they lie on people's disks.
 */
const rowsOf: Readonly<Record<number, Rows>> = {
  1: {
    batch: [
      batch(1, { place_code: '24133', deadline: '2026-12-31' }),
      batch(2, { source: 'scanner' }),
      { ...batch(3, { title: 'Lô trống' }), owner: '' },
    ],
    job: [
      job('import-1', 'import', { state: 'done', done: 4, total: 4, finished_at: at(2) }),
      job('import-2', 'import', { batch_id: 'b2', state: 'running' }),
      job('read-p4', 'read', { subject: 'p4', payload: '{"pageId":"p4"}', state: 'queued' }),
      job('read-p5', 'read', { subject: 'p5', payload: '{"pageId":"p5"}', state: 'stopped', finished_at: at(3) }),
      job('handover-h1', 'handover', { subject: 'h1', payload: '{"handoverId":"h1"}', state: 'failed', problem: '{"code":"disk.full"}' }),
    ],
    import_entry: [
      entry('e1', { state: 'taken', pages: 3 }),
      entry('e2', { state: 'copy', copy_of_page_id: 'p1', only_pages: '[0]' }),
      entry('e3', { state: 'locked', problem: '{"code":"pdf.locked","params":{}}' }),
      entry('e4', { batch_id: 'b2', job_id: 'import-2', state: 'waiting' }),
      entry('e5', { state: 'failed', problem: '{"code":"file.damaged","params":{}}' }),
      entry('e6', { state: 'dismissed' }),
    ],
    page: [
      page('p1', 1, { state: 'read', record_type: 'birth-certificate', face: 'front', turn: 90 }),
      page('p2', 2, { state: 'read', findings: '[{"code":"page.blurred","severity":"warning","path":null,"params":{}}]' }),
      page('p3', 3, { state: 'failed', problem: '{"code":"file.tooSlow","params":{}}' }),
      page('p4', 4, { state: 'waiting' }),
      page('p5', 5, { state: 'waiting' }),
    ],
    page_step: [
      { id: 1, page_id: 'p1', step: 'recognise', milliseconds: 812.5, result: '{"codes":[{"text":"QR"}]}', at: at(1) },
      { id: 2, page_id: 'p1', step: 'locate', milliseconds: 3, result: '[]', at: at(1) },
      { id: 3, page_id: 'p1', step: 'locate', milliseconds: 4, result: '[{"key":"fullName"}]', at: at(2) },
    ],
    paper_record: [
      record('r1', 1, { state: 'open', title: 'Đặng Thị Hoà', search_text: 'dang thi hoa' }),
      record('r2', 2, { state: 'verified', verified_at: at(3), undo_floor: 1 }),
      record('r3', 3, { state: 'handedOver', verified_at: at(3), accepted_at: at(4) }),
      record('r4', 4, { state: 'returned', returned_reason: 'place.unknown 24133' }),
      record('r5', 5, { state: 'unknown', record_type: null, version: null }),
    ],
    record_page: [
      { record_id: 'r1', ordinal: 0, page_id: 'p1', face: 'front', entry: 0 },
      { record_id: 'r1', ordinal: 1, page_id: 'p2', face: null, entry: 1 },
    ],
    record_reading: [{ id: 1, record_id: 'r1', result: '{"values":[]}', at: at(1) }],
    field_value: [
      value('r1', 'fullName', { value: 'Đặng Thị Hoà', raw: 'Đặng Thị Hòa', confidence: 0.93, page_id: 'p1', box: '{"x":1}' }),
      value('r1', 'children[0].name', { findings: finding('error'), handwritten: 1, alternatives: '["Hoa","Hoà"]' }),
      value('r1', 'children[1].name', { findings: finding('warning') }),
      value('r1', 'note', { findings: finding('info') }),
      ...(['accepted', 'confirmed', 'corrected', 'keyed', 'unreadable', 'blank'] as const).map((state) =>
        value('r2', state, { state, value: state, decided_by: 'Cán bộ', decided_at: at(3), revision: 2 }),
      ),
    ],
    verification: [
      { ...verification(1, 'confirmed', 'confirm'), after_value: 'confirmed' },
      { ...verification(2, 'corrected', 'correct'), before_value: 'x' },
      { ...verification(3, 'corrected', 'undo'), undoes: 2 },
    ],
    draft: [{ record_id: 'r1', path: 'note', typed: 'đang gõ', at: at(3) }],
    handover: [
      { id: 'h1', batch_id: 'b1', destination: 'embedded', state: 'failed', receipt: null, problem: '{"code":"x"}', started_at: at(4) },
      { id: 'h2', batch_id: 'b1', destination: 'embedded', state: 'done', receipt: '{"id":"x"}', started_at: at(4), finished_at: at(4) },
    ],
    handover_record: [
      { handover_id: 'h1', record_id: 'r2', digest: 'd2', outcome: null },
      { handover_id: 'h2', record_id: 'r3', digest: 'd3', outcome: 'accepted' },
      { handover_id: 'h2', record_id: 'r4', digest: 'd4', outcome: 'refused' },
    ],
    target: [
      { id: 't1', title: 'Khai sinh', record_type: 'birth-certificate', place_code: '24133', ...term(), total: 1000, share: 0.5 },
      { id: 't2', title: 'Tất cả', record_type: null, place_code: null, ...term(), total: 10, share: 1 },
    ],
    setting: [
      { key: 'person', value: '"Cán bộ"' },
      { key: 'reading.paused', value: '"Lê Văn Tạm"' },
      { key: 'office', value: '"UBND xã Ea Kao"' },
      { key: 'language', value: '"en"' },
      { key: 'theme', value: '"dark"' },
      { key: 'textSize', value: '"large"' },
    ],
    watched_file: [{ path: 'D:/quét/1.jpg', size: 12, modified: 1.5, at: at(1) }],
    audit_event: chained(
      { at: at(1), person: 'Cán bộ', action: 'batch.created', subject: 'b1', detail: '{}' },
      { at: at(2), person: 'Cán bộ', action: 'record.opened', subject: 'r1', detail: '{"n":1}' },
      { at: at(2), person: 'Cán bộ', action: 'value.decided', subject: 'r1', detail: '{"n":2}' },
    ),
  },
  // Nothing but triggers writes the counters; these rows are counted by them.
  3: {
    batch: [batch(4, { place_code: '24169' })],
    import_entry: [entry('e7', { batch_id: 'b4', state: 'failed' })],
    page: [
      { ...page('p7', 1, { state: 'waiting', findings: finding('warning') }), batch_id: 'b4', entry_id: 'e7' },
      { ...page('p8', 2, { state: 'failed' }), batch_id: 'b4', entry_id: 'e7' },
    ],
    paper_record: [{ ...record('r6', 1, { state: 'verified', verified_at: at(5) }), batch_id: 'b4' }],
    record_page: [{ record_id: 'r6', ordinal: 0, page_id: 'p8', face: null, entry: 0 }],
    field_value: [value('r6', 'fullName', { state: 'accepted' }), value('r6', 'note', { findings: finding('error') })],
    job: [job('read-p7', 'read', { batch_id: 'b4', subject: 'p7', state: 'queued' })],
  },
  4: { identity_key: [{ key: '["serial","serialNumber","BN 392893"]', record_id: 'r2' }] },
  2: {
    job: [job('read-p2', 'read', { subject: 'p2', payload: '{"pageId":"p2"}', state: 'running', attempts: 1, lent_at: at(3) })],
  },
  12: {
    field_value: [
      value('r1', 'hometown', { value: 'Buôn Ma Thuột', raw: 'Buôn Ma Thuột', page_id: 'p2', state: 'accepted' }),
      value('r1', 'bookNumber', { raw: '', state: 'accepted' }),
    ],
  },
  13: {
    field_value: [
      { record_key: 6, path: 'sex', value: 'Nữ', raw: null, raw_is_value: 1, state: 'read', page_key: 2, findings: finding('warning') },
      {
        record_key: 6,
        path: 'job',
        value: 'Làm nông',
        raw: 'Lam nông',
        raw_is_value: 0,
        state: 'corrected',
        decider_key: 1,
        decided_at: at(6),
      },
    ],
    verification: [{ id: 4, record_key: 6, path: 'job', decision: 'correct', before_state: 'read', person_key: 1, at: at(6) }],
    record_page: [{ record_key: 6, ordinal: 1, page_key: 2, face: null, entry: 0 }],
    identity_key: [{ key: '["serial","serialNumber","BN 392894"]', record_key: 6 }],
    draft: [{ record_key: 6, path: 'sex', typed: 'N' }],
  },
  9: {
    person: [{ id: 'someone', name: 'Nguyễn Thị Mới', created_at: at(5) }],
  },
  15: {
    person: [{ id: 'other', name: 'Y Thuân Niê', created_at: at(5) }],
    preference: [{ person_id: 'other', key: 'textSize', value: '"small"' }],
  },
  16: {
    handover: [{ id: 'h16', batch_id: 'b2', destination: 'embedded', state: 'preparing', started_at: at(6) }],
  },
  17: {
    field_value: [
      {
        record_key: 2,
        path: 'kept',
        raw_is_value: 1,
        state: 'confirmed',
        findings: '[{"code":"date.future","severity":"error","params":{},"path":"kept","overruled":"asOnPaper"}]',
      },
    ],
  },
  6: {
    record_search: [{ rowid: 1, tokens: 'ađặng bdang' }],
    search_word: [{ word: 'dang' }],
  },
};

/** As the first program chained its trail. */
function chained(...events: readonly Readonly<Record<'at' | 'person' | 'action' | 'subject' | 'detail', string>>[]): Rows[string] {
  let previous = '0'.repeat(64);
  return events.map(({ at, person, action, subject, detail }, index) => {
    const row = { seq: index + 1, at, person, action, subject, detail, previous };
    previous = createHash('sha256')
      .update(JSON.stringify(Object.values(row)))
      .digest('hex');
    return { ...row, hash: previous };
  });
}

/** Writes the rows that a version brings; call it after the migration of that number. */
export function addRows(database: Database.Database, version: number): void {
  // In whatever order: pages name entries, and entries pages.
  database.pragma('foreign_keys = OFF');
  for (const [table, rows] of Object.entries(rowsOf[version] ?? {})) {
    for (const row of rows) {
      const columns = Object.keys(row);
      const places = columns.map(() => '?').join(', ');
      database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`).run(...Object.values(row));
    }
  }
  database.pragma('foreign_keys = ON');
}

function at(day: number): string {
  return `2026-11-0${day}T18:30:00.000Z`;
}

function term() {
  return { from_date: '2026-11-01', by_date: '2026-12-31', created_at: at(1) };
}

function batch(number: number, more: Rows[string][number]) {
  const code = `L-000${number}`;
  return { id: `b${number}`, number, code, title: 'Lô', source: 'folder', owner: 'Cán bộ', created_at: at(1), ...more };
}

function job(id: string, kind: string, more: Rows[string][number]) {
  return { id, kind, batch_id: 'b1', subject: id, payload: '{}', created_at: at(1), ...more };
}

function entry(id: string, more: Rows[string][number]) {
  return { id, batch_id: 'b1', job_id: 'import-1', name: `${id}.pdf`, folder: 'hộp 1', source_path: null, at: at(1), ...more };
}

function page(id: string, sequence: number, more: Rows[string][number]) {
  const file = { file_name: 'e1.pdf', file_page: sequence, sha256: id, blob_page: 0, media_type: 'image/jpeg', width: 10, height: 20 };
  return { id, batch_id: 'b1', sequence, entry_id: 'e1', group_key: 'g', dpi: 300, created_at: at(1), ...file, ...more };
}

function record(id: string, sequence: number, more: Rows[string][number]) {
  const type = { record_type: 'birth-certificate', version: 1 };
  return { id, batch_id: 'b1', sequence, group_key: 'g', created_at: at(2), findings: finding('error'), ...type, ...more };
}

function value(recordId: string, path: string, more: Rows[string][number]) {
  return { record_id: recordId, path, value: null, raw: null, confidence: null, state: 'read', ...more };
}

function verification(id: number, path: string, decision: string) {
  const states = { before_value: 'x', before_state: 'read', after_value: 'y', after_state: path };
  return { id, record_id: 'r2', path, decision, ...states, undoes: null, person: 'Cán bộ', at: at(3) };
}

function finding(severity: string): string {
  return JSON.stringify([{ code: 'value.disagree', severity, path: null, params: {} }]);
}
