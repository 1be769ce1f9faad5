import { fieldPath } from '#domain/field-path';
import { type Finding, finding } from '#domain/finding';
import type { Located, RecordReading } from '#domain/reading';
import { type Field, lackedFields, type RecordType, standsOn } from '#domain/record-type';
import type { ReadContext } from '#reading/context';
import { judge } from './accept.ts';
import { groupPages, type NamedPage, type PageGroup } from './group-pages.ts';
import { type Draft, interpretField } from './interpret.ts';
import { heldByWholes, partDrafts } from './parts.ts';

/**
 * The record half of the pipeline: groups pages into records, interprets every value, checks values against each other and decides
 * what may pass without a person. Pure: the same pages give the same records.
 */
export function readRecords(pages: readonly NamedPage[], types: readonly RecordType[], context: ReadContext): readonly RecordReading[] {
  return groupPages(pages, types).flatMap((group) =>
    group.type ? knownRecords(group.type, group, pages, context) : [unknownRecord(group.pages, pages)],
  );
}

/** Why these pages are one record, or not, where a person has to look at it. */
function ofTheirJoin({ pages: own, guess, apart }: PageGroup, pages: readonly NamedPage[]): readonly Finding[] {
  const shown = (index: number) => pages[index]?.name ?? '';
  return [
    ...(guess === null ? [] : [finding('record.joinedByOrder', 'error', null, { order: guess, pages: own.map(shown).join(', ') })]),
    ...apart.map(({ pages: [page, other], one, other: found }) =>
      finding('record.pagesDiffer', 'warning', null, { page: shown(page), found: one, of: shown(other), other: found }),
    ),
  ];
}

function unknownRecord(indices: readonly number[], pages: readonly NamedPage[]): RecordReading {
  return {
    recordType: null,
    version: null,
    pages: indices.map((page) => ({ page, face: null, entry: 0 })),
    values: [],
    findings: [
      finding('page.unknown', 'warning', null),
      ...indices.flatMap((page) => pages[page]?.reading.normalised.findings ?? []),
    ].filter(once),
  };
}

function once(one: Finding, index: number, all: readonly Finding[]): boolean {
  return all.findIndex((other) => other.code === one.code && other.path === one.path) === index;
}

/** Register pages hold several records: one reading for every entry. */
function knownRecords(type: RecordType, group: PageGroup, pages: readonly NamedPage[], context: ReadContext): readonly RecordReading[] {
  const indices = group.pages;
  const several = type.faces.some((face) => face.entries > 1);
  if (!several)
    return [
      knownRecord(
        type,
        indices.map((page) => ({ page, entry: null })),
        pages,
        context,
        ofTheirJoin(group, pages),
      ),
    ];
  return indices.flatMap((page) => {
    const entries = [...new Set((pages[page]?.reading.located ?? []).map((l) => l.entry))].sort((a, b) => a - b);
    return (entries.length > 0 ? entries : [0]).map((entry) => knownRecord(type, [{ page, entry }], pages, context));
  });
}

interface Source {
  readonly page: number;
  readonly entry: number | null;
}

function knownRecord(
  type: RecordType,
  sources: readonly Source[],
  pages: readonly NamedPage[],
  context: ReadContext,
  joining: readonly Finding[] = [],
): RecordReading {
  const drafts: Draft[] = [];
  const faces = new Set(sources.flatMap((s) => pages[s.page]?.reading.classified.faces ?? []));
  const locatedOn = (source: Source) =>
    (pages[source.page]?.reading.located ?? []).filter((l) => source.entry === null || l.entry === source.entry);
  const explained = sources.flatMap((s) => pages[s.page]?.reading.explained ?? []);
  const unlabelled = new Set(explained.flatMap((one) => one.unlabelled));
  const found = (key: string) => firstLocated(sources, (s) => locatedOn(s).find((l) => l.table === null && l.key === key));
  const lacked = lackedFields(type, (key) => found(key)?.located.label ?? null);
  for (const field of type.fields) {
    if (![...faces].some((face) => standsOn(field, face))) continue;
    const others = type.fields.filter(({ kind, printed }) => kind === field.kind && printed.letters === 'paper');
    const letters = inLettersOf(
      field,
      others.flatMap(({ key }) => found(key)?.located.raw ?? []),
    );
    const asked = lacked.has(field.key) ? { ...letters, required: false } : letters;
    drafts.push(
      interpretField(
        asWritten(asked, found(field.key)?.located),
        fieldPath(field.key),
        found(field.key),
        context,
        !unlabelled.has(field.key),
      ),
    );
  }
  for (const table of type.tables) {
    let index = 0;
    let after: readonly Finding[] = [];
    for (const [page, source] of sources.entries()) {
      const rows = new Map<number, Located[]>();
      for (const located of locatedOn(source))
        if (located.table === table.key) rows.set(located.row, [...(rows.get(located.row) ?? []), located]);
      const reading = pages[source.page]?.reading;
      const onPage = reading?.classified.faces.some((face) => standsOn(table, face)) === true;
      // What a person has to fill in or to take out: a page's row without values, and a table that was not read.
      const lost = (reading?.explained?.findings ?? []).filter(
        ({ code, params }) => code === 'table.notRead' && params.table === table.key,
      );
      if (rows.size === 0 && onPage && (table.rows === 'page' || lost.length > 0)) rows.set(0, []);
      for (const [, cells] of [...rows.entries()].sort(([a], [b]) => a - b)) {
        for (const column of table.columns) {
          const located = cells.find((l) => l.key === column.key);
          const path = fieldPath(table.key, { index, column: column.key });
          const draft = interpretField(asWritten(column, located), path, located ? { located, page } : null, context);
          drafts.push({ ...draft, findings: [...draft.findings, ...after.map((one) => ({ ...one, path }))] });
        }
        index++;
      }
      // Which rows those of later pages are, nobody knows before the lost ones are there.
      if (rows.size > 0 && lost.length > 0) after = lost;
    }
  }
  for (const table of type.tables) drafts.push(...partDrafts(table, drafts));
  const findings = [
    ...joining,
    ...type.faces
      .filter((face) => face.required && !faces.has(face.id))
      .map((face) => finding('face.missing', 'warning', null, { face: face.id })),
    ...repeatedFaces(type, sources, pages),
    ...sources.flatMap((s) => pages[s.page]?.reading.normalised.findings ?? []),
    ...sources.flatMap((s) => pages[s.page]?.reading.classified.findings ?? []),
    ...explained.flatMap((one) => one.findings),
  ].filter(once);
  const codes = sources.flatMap((s) => pages[s.page]?.reading.recognised.codes.map((c) => c.text) ?? []);
  const fileNames = sources.flatMap((s) => pages[s.page]?.name ?? []);
  const judged = judge(type, drafts, { codes, pageFindings: findings, fileNames }, context);
  return {
    recordType: type.id,
    version: type.version,
    pages: sources.map((s) => ({ page: s.page, face: pages[s.page]?.reading.classified.face ?? null, entry: s.entry ?? 0 })),
    values: [...heldByWholes(judged.values, type.tables)],
    findings: [...findings, ...judged.findings],
  };
}

/** Where the paper has the other names in capitals too, nothing tells how the register writes one that the form prints so. */
function inLettersOf(field: Field, others: readonly string[]): Field {
  const isAsPrinted = others.length > 0 && others.every((text) => text === text.toUpperCase());
  return field.printed.letters === 'title' && isAsPrinted ? { ...field, printed: { ...field.printed, letters: 'paper' } } : field;
}

/** Pen on a form that is otherwise printed is pen. */
function asWritten(field: Field, located: Located | undefined): Field {
  return located?.handwritten === true ? { ...field, handwritten: true } : field;
}

function firstLocated(
  sources: readonly Source[],
  find: (source: Source) => Located | undefined,
): { located: Located; page: number } | null {
  for (const [page, source] of sources.entries()) {
    const located = find(source);
    if (located) return { located, page };
  }
  return null;
}

function repeatedFaces(type: RecordType, sources: readonly Source[], pages: readonly NamedPage[]): readonly Finding[] {
  const counts = new Map<string, number>();
  for (const source of sources)
    for (const face of pages[source.page]?.reading.classified.faces ?? []) counts.set(face, (counts.get(face) ?? 0) + 1);
  return type.faces
    .filter((face) => !face.repeats && (counts.get(face.id) ?? 0) > 1)
    .map((face) => finding('face.repeated', 'warning', null, { face: face.id }));
}
