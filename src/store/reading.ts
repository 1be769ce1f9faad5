import type { PageReading, RecordReading, StepId } from '#domain/reading';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { pageKey, recordKey } from './key.ts';
import { pack, unpack } from './packing.ts';
import { sql } from './sql.ts';

/** What was read of pages and of records, packed. The latest counts; those before it are kept until a person is done with the record. */

interface Row {
  at: string;
  reading: Uint8Array;
}

/** A page is read from now on; what was read before stays until `dropSuperseded`. The whole text is not kept. */
export function savePageReading(write: WriteHandle, pageId: string, reading: PageReading, at: string): void {
  const { normalised, classified } = reading;
  const packed = pack('page', kept(reading));
  write.run(sql`INSERT INTO page_reading (page_key, at, reading) VALUES (${pageKey(pageId)}, ${at}, ${packed})`);
  const findings = [...normalised.findings, ...classified.findings];
  write.run(sql`UPDATE page SET state = 'read', turn = ${normalised.turn}, record_type = ${classified.recordType},
    face = ${classified.face}, findings = ${JSON.stringify(findings)}, problem = NULL WHERE id = ${pageId}`);
}

/** A reading as the store keeps it: figures that only people look at are as short as they look. Nothing that a record is made of is changed. */
export function kept({ normalised, recognised, classified, located, explained, milliseconds }: PageReading): PageReading {
  const rounded = <Figures extends Readonly<Record<string, unknown>>>(figures: Figures, digits: number): Figures =>
    Object.fromEntries(
      Object.entries(figures).map(([key, value]) => [key, typeof value === 'number' ? Number(value.toFixed(digits)) : value]),
    ) as Figures;
  return {
    normalised: { ...normalised, quality: rounded(normalised.quality, 3) },
    recognised: { ...recognised, lines: recognised.lines.map((line) => ({ ...line, confidence: Number(line.confidence.toFixed(1)) })) },
    classified,
    located,
    ...(explained ? { explained } : {}),
    milliseconds: rounded(milliseconds, 0),
  };
}

/** A page as it was read last; null when it never was. */
export function findPageReading(read: ReadHandle, pageId: string): PageReading | null {
  const row = latestOfPage(read, pageId);
  return row ? (unpack(row.reading) as PageReading) : null;
}

/** The latest result of every step of a page. */
export function pageSteps(read: ReadHandle, pageId: string): { step: StepId; milliseconds: number; result: unknown; at: string }[] {
  const row = latestOfPage(read, pageId);
  if (!row) return [];
  const reading = unpack(row.reading) as PageReading;
  const results = [
    ['normalise', reading.normalised],
    ['recognise', reading.recognised],
    ['classify', reading.classified],
    ['locate', reading.located],
    ['explain', reading.explained ?? null],
  ] as const;
  return results.map(([step, result]) => ({ step, milliseconds: reading.milliseconds[step] ?? 0, result, at: row.at }));
}

function latestOfPage(read: ReadHandle, pageId: string): Row | null {
  return read.get<Row>(sql`SELECT at, reading FROM page_reading WHERE page_key = ${pageKey(pageId)} ORDER BY id DESC LIMIT 1`);
}

/** What checks ask of a record's pages beside its values: texts of the codes (QR), and the printed words that led to values (`Ông`), by field key. */
export function printedOfRecord(
  read: ReadHandle,
  recordId: string,
): { readonly codes: readonly string[]; readonly labels: ReadonlyMap<string, string> } {
  const rows = read.all<{
    entry: number;
    reading: Uint8Array;
  }>(sql`SELECT rp.entry, pr.reading FROM record_page rp
    JOIN page_reading pr ON pr.id = (SELECT MAX(id) FROM page_reading WHERE page_key = rp.page_key)
    WHERE rp.record_key = ${recordKey(recordId)} ORDER BY rp.ordinal`);
  const codes: string[] = [];
  const labels = new Map<string, string>();
  for (const { entry, reading } of rows) {
    const { recognised, located } = unpack(reading) as PageReading;
    codes.push(...recognised.codes.map(({ text }) => text));
    // The first page that has a label for the field counts.
    for (const { key, table, label, entry: of } of located)
      if (table === null && label !== null && of === entry && !labels.has(key)) labels.set(key, label);
  }
  return { codes, labels };
}

export function saveRecordReading(write: WriteHandle, recordId: string, reading: RecordReading, at: string): void {
  write.run(sql`INSERT INTO record_reading (record_key, at, reading)
    VALUES (${recordKey(recordId)}, ${at}, ${pack('record', reading)})`);
}

/** The record as it was read last; null when it never was. */
export function latestReading(read: ReadHandle, recordId: string): RecordReading | null {
  const row = read.get<Row>(sql`SELECT at, reading FROM record_reading
    WHERE record_key = ${recordKey(recordId)} ORDER BY id DESC LIMIT 1`);
  return row ? (unpack(row.reading) as RecordReading) : null;
}

/** The records on a page as they were read last. */
export function readingsOnPage(read: ReadHandle, pageId: string): { readonly reading: RecordReading; readonly at: string }[] {
  return read
    .all<Row>(sql`SELECT rr.at, rr.reading FROM record_reading rr WHERE rr.id IN (
      SELECT (SELECT MAX(id) FROM record_reading WHERE record_key = rp.record_key) FROM record_page rp
      WHERE rp.page_key = ${pageKey(pageId)}) ORDER BY rr.id`)
    .map(({ at, reading }) => ({ at, reading: unpack(reading) as RecordReading }));
}

/** Readings that a later one replaced, once nobody has anything left to decide on the record, nor on others that share its pages. */
export function dropSuperseded(write: WriteHandle, recordId: string): void {
  write.run(sql`DELETE FROM record_reading WHERE record_key = ${recordKey(recordId)}
    AND id < (SELECT MAX(id) FROM record_reading later WHERE later.record_key = record_reading.record_key)`);
  write.run(sql`DELETE FROM page_reading WHERE page_key IN (
      SELECT rp.page_key FROM record_page rp WHERE rp.record_key = ${recordKey(recordId)}
        AND NOT EXISTS (SELECT 1 FROM record_page other JOIN paper_record r ON r.key = other.record_key
          WHERE other.page_key = rp.page_key AND r.state NOT IN ('verified', 'handedOver')))
    AND id < (SELECT MAX(id) FROM page_reading later WHERE later.page_key = page_reading.page_key)`);
}

export function forgetReadings(write: WriteHandle, recordId: string): void {
  write.run(sql`DELETE FROM record_reading WHERE record_key = ${recordKey(recordId)}`);
}
