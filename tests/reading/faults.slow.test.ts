/**
 * Every file of `tests/fixtures/faults` with what is right: small inputs that went wrong with people who digitize paper (its README says how).
 * Longer than most because each is a case of its own. The fronts and backs of a one-sided feeder are in `core/joining.slow.test.ts`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AttachedFile, FilePage } from '#children';
import { assembleGroup } from '#core/assemble';
import { filePages } from '#core/file-pages';
import { findFiles } from '#core/find-files';
import { openKnowledge } from '#core/knowledge';
import { fieldKinds } from '#domain/fields/field-kinds';
import type { ReadValue, RecordReading } from '#domain/reading';
import { fieldAt } from '#domain/record-type';
import { resourcesFolder } from '#main/open-workstation';
import type { StoredBlob } from '#ports';
import { openFile } from '#store/blob';
import { openPageStore } from '#store/page-store';
import { temporaryFolder } from '#tests/core/fixtures';
import { openPool } from '#workers/pool';

const folder = join(import.meta.dirname, '../fixtures/faults');
const knowledge = openKnowledge(resourcesFolder);
const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Readonly<
  Record<'ct07' | 'birth' | 'enterprise', { recordType: string; fields: Record<string, unknown> }>
>;
const pool = openPool({ size: 2 });
const pictures = temporaryFolder();
afterAll(() => pool.close());

interface Opened {
  readonly pages: readonly (Omit<FilePage, 'picture'> & { readonly source: { readonly picture: StoredBlob; readonly page: number } })[];
  readonly attached: readonly AttachedFile[];
}

async function open(blob: StoredBlob, name: string): Promise<Opened> {
  const store = await openPageStore(pictures);
  const pages: Opened['pages'][number][] = [];
  const attached: AttachedFile[] = [];
  const put = async (bytes: Uint8Array) => store.blob((await store.put([bytes])).sha256);
  await filePages(
    pool,
    { blob, name, password: null, pages: null },
    async (page) => {
      if (page.what === 'lost') throw new Error(page.problem.code);
      const { picture, ...said } = page;
      pages.push({ ...said, source: picture ? { picture: await put(picture), page: 0 } : { picture: blob, page: page.index } });
    },
    undefined,
    async (file) => void attached.push(file),
  );
  return { pages, attached };
}

/** The page as the only one that was given. */
async function read({ pages }: Opened, name: string, index = 0): Promise<RecordReading> {
  const page = pages[index];
  if (!page) throw new Error(`${name} has no page ${index}`);
  const reading = await pool.run('readPage', { ...page.source, name, types: knowledge.types });
  const records = assembleGroup('folder:alone:', [{ fileName: name, reading }], knowledge, '2026-12-01');
  expect(records).toHaveLength(1);
  return records[0] as RecordReading;
}

const started = new Map<string, Promise<RecordReading>>();
/** Each page is read once, two at a time, whichever test asks first. */
const readings = (name: string, index = 0): Promise<RecordReading> => {
  const key = `${name} ${index}`;
  const known = started.get(key) ?? open(openFile(join(folder, name)), name).then((opened) => read(opened, name, index));
  started.set(key, known);
  return known;
};
const attachedTo = async (name: string) => (await open(openFile(join(folder, name)), name)).attached;
async function readAttached(name: string): Promise<RecordReading> {
  const [file] = await attachedTo(name);
  const store = await openPageStore(pictures);
  const blob = store.blob((await store.put([file?.bytes ?? new Uint8Array()])).sha256);
  return read(await open(blob, file?.name ?? ''), file?.name ?? '');
}

/** By path, as they are handed over. */
function valuesOf(record: RecordReading): Readonly<Record<string, unknown>> {
  const type = knowledge.types.find(({ id }) => id === record.recordType);
  const shown = ({ path, value }: ReadValue) => {
    const field = type && fieldAt(type, path);
    return value === null || !field ? value : fieldKinds[field.kind].toJson(value);
  };
  return Object.fromEntries(record.values.filter(({ value }) => value !== null).map((value) => [value.path, shown(value)]));
}
function expected(what: keyof typeof truth): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(truth[what].fields).flatMap(([key, value]) =>
      Array.isArray(value)
        ? value.flatMap((row: object, index) => Object.entries(row).map(([column, cell]) => [`${key}[${index}].${column}`, cell]))
        : [[key, value]],
    ),
  );
}
const codes = (record: RecordReading) => record.findings.map(({ code }) => code);
const wrongAccepted = (record: RecordReading, right: Readonly<Record<string, unknown>>) => {
  const values = valuesOf(record);
  return record.values
    .filter(({ path, accepted, value }) => accepted && value !== null && values[path] !== right[path])
    .map(({ path }) => path);
};
const accepted = (record: RecordReading) => record.values.filter((value) => value.accepted && value.value !== null).map(({ path }) => path);

beforeAll(() => {
  // All of them begin now: two readers, and no test waits for another's page.
  for (const name of [
    '05-says-100dpi.jpg',
    '07-adf-streaks.jpg',
    '09-phone-on-table.jpg',
    '14-mrc.pdf',
    '19b-jpx-200dpi.pdf',
    '01-ojpeg-xerox.tif',
  ])
    readings(name).catch(() => undefined);
});

describe('the whole paper, as if nothing had happened', () => {
  test.each([
    ['01-ojpeg-xerox.tif', 0, 'ct07', 'old-style JPEG TIFF of an office device'],
    ['05-says-100dpi.jpg', 0, 'ct07', 'a wrong dpi in the file is outweighed by the height of the letters'],
    ['14-mrc.pdf', 0, 'ct07', 'a compact PDF in layers is one record'],
    ['19-jpx.pdf', 0, 'ct07', 'JPEG 2000 in PDF'],
    ['19b-jpx-200dpi.pdf', 0, 'birth', 'JPEG 2000 of 200 dpi'],
    ['27-mixed-dpi.tif', 1, 'ct07', 'page 2 of a TIFF, finer than page 1'],
    ['34-a5-then-a4-same-dpi.tif', 1, 'ct07', 'page 2 of a TIFF, larger than page 1'],
  ] as const)('%s, page %i', async (name, index, what, _kind) => {
    const record = await readings(name, index);
    expect(record.recordType).toBe(truth[what].recordType);
    expect(valuesOf(record)).toEqual(expected(what));
    expect(codes(record)).toEqual([]);
    expect(wrongAccepted(record, expected(what))).toEqual([]);
  });

  test('boxes of page 2 are on page 2', async () => {
    const record = await readings('34-a5-then-a4-same-dpi.tif', 1);
    const box = record.values.find(({ path }) => path === 'fullName')?.box ?? [0, 0, 0, 0];
    for (const [at, side] of [824, 660, 590, 82].entries()) expect(Math.abs((box[at] ?? 0) - side)).toBeLessThan(40);
  });

  test('pictures of a PDF keep their size', async () => {
    const sizes = async (name: string) =>
      (await open(openFile(join(folder, name)), name)).pages.map(({ width, height, dpi }) => [width, height, dpi]);
    expect(await sizes('19-jpx.pdf')).toEqual([[2484, 3509, 300]]);
    const [[width = 0, height = 0, dpi] = []] = await sizes('19b-jpx-200dpi.pdf');
    expect([dpi, Math.round(Number(width) / 100), Math.round(Number(height) / 100)]).toEqual([200, 17, 23]);
  });
});

describe('files in a PDF are named, and read where a person takes them', () => {
  test.each([
    ['11-portfolio.pdf', 'hoso-001.pdf', 0, 'ct07'],
    ['11s-scan-with-attached-scan.pdf', 'kem-theo.pdf', 1, 'birth'],
  ] as const)('%s', async (name, file, pages, what) => {
    const opened = await open(openFile(join(folder, name)), name);
    expect([opened.pages.length, opened.attached.map((one) => one.name)]).toEqual([pages, [file]]);
    const record = await readAttached(name);
    expect(valuesOf(record)).toEqual(expected(what));
  });
});

test('system folders of a network drive are passed over, and said', async () => {
  const found = await findFiles(join(folder, '23-nas'));
  expect(found.filter(({ problem }) => problem === null).map(({ name }) => name)).toEqual(['ho-so-01.jpg']);
  expect(found.flatMap(({ name, problem }) => (problem ? [`${name} ${problem.code}`] : [])).sort()).toEqual(
    ['#recycle', '@eaDir', 'ho-so-01.xmp', '~$danh-sach.xlsx'].map((name) => `${name} file.passedOver`).sort(),
  );
});

describe('where the picture is bad: all of it, or findings and nothing of it accepted', () => {
  test('07-adf-streaks.jpg: vertical lines of a dirty glass', async () => {
    const record = await readings('07-adf-streaks.jpg');
    const right = expected('ct07');
    expect(wrongAccepted(record, right)).toEqual([]);
    if (JSON.stringify(sorted(valuesOf(record))) === JSON.stringify(sorted(right))) return;
    expect(codes(record).length).toBeGreaterThan(0);
    // Of what was not read as it is: the table, and the address that lost letters.
    expect(accepted(record).filter((path) => valuesOf(record)[path] !== right[path])).toEqual([]);
  });

  test('09-phone-on-table.jpg: straightened, with every row of its table', async () => {
    const record = await readings('09-phone-on-table.jpg');
    expect(sorted(valuesOf(record))).toEqual(sorted(expected('ct07')));
    expect(wrongAccepted(record, expected('ct07'))).toEqual([]);
  });
});

function sorted(values: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1));
}

describe('owners in blocks of their own', () => {
  const mai = {
    coOwnerName: 'Phạm Thị Mai',
    coOwnerBirthYear: 1984,
    coOwnerIdKind: 'CMND',
    coOwnerIdNumber: '112345678',
    coOwnerAddress: 'Tổ 9, Phường Tân Hòa, Thành phố Hòa Bình, Tỉnh Hòa Bình',
  };
  const bao = { serialNumber: 'CD 482913', ownerName: 'Lê Quốc Bảo', ownerBirthYear: 1981 };

  test.each([
    [
      's1front.jpg',
      {
        ...bao,
        ...mai,
        ownerIdKind: 'Hộ chiếu',
        ownerIdNumber: 'B7654321',
        ownerAddress: 'Số 3, Xã Định Trung, Thành phố Vĩnh Yên, Tỉnh Vĩnh Phúc',
      },
    ],
    [
      's2front.jpg',
      {
        ...bao,
        ...mai,
        ownerIdKind: 'CMND',
        ownerIdNumber: '135246879',
        ownerAddress: 'Xã Định Trung, Thành phố Vĩnh Yên, Tỉnh Vĩnh Phúc',
      },
    ],
    ['s3front.jpg', { ...bao, ...mai }],
  ])('%s: what a block lacks is not taken from the other', async (name, right) => {
    expect(valuesOf(await readings(name))).toEqual(right);
  });
});

test('s5inside.jpg: an address that goes on at the edge of its label is whole, or waits for a person', async () => {
  const record = await readings('s5inside.jpg');
  const address = record.values.find(({ path }) => path === 'parcelAddress');
  if (address?.accepted) expect(address.value).toBe('Thôn Đoài, xã Tân Triều, huyện Thanh Trì, thành phố Hà Nội');
});

test('s7birth.jpg: an extract says the same in other words', async () => {
  const values = valuesOf(await readings('s7birth.jpg'));
  expect(values.registrationPlace).toBe('UBND phường Chương Dương, quận Hoàn Kiếm, thành phố Hà Nội');
  expect(values.dateOfBirth).toBe('2018-03-14');
  expect(String(values.dateOfBirthInWords)).toMatch(/^Ngày mười bốn,? tháng ba,? năm hai nghìn không trăm mười tám$/);
});

test('s7birth.jpg: number and day of the registration in one line', async () => {
  const values = valuesOf(await readings('s7birth.jpg'));
  expect(values.registrationDate).toBe('2018-03-20');
  expect(values.registrationNumber).toMatch(/^211(?:\/2018)?$/);
});
