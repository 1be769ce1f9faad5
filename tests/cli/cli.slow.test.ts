// Long, because it runs the whole job as a person at a terminal would, and every way of saying it wrong.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runLine } from '#main/cli/run';
import { rootFolder } from '#main/open-workstation';
import { en } from '#messages/en';
import { renderProblem } from '#messages/render';
import { sql } from '#store/sql';
import { allBytes, ct07, openTestCore, pageFile, scannedPdf, somePlace, temporaryFolder, verify } from '#tests/core/fixtures';
import { seed } from '#tests/core/seed';

const data = join(temporaryFolder(), 'data');
const files = temporaryFolder();

interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const envIn = (language: 'vi' | 'en') => ({ ...process.env, SO_SONG_LANGUAGE: language, SO_SONG_DATA: data });

/** A program of its own, as a person starts it: what only that shows, and one of every kind of command. */
function program(...args: readonly string[]): Said {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(rootFolder, 'main', 'cli', 'cli.ts'), ...args], {
    encoding: 'utf8',
    env: envIn('en'),
  });
  return { status, stdout, stderr };
}

/** The same line in this process, with the children that the tests share: a program costs a second, and a child that reads another. */
async function cliIn(language: 'vi' | 'en', ...args: readonly string[]): Promise<Said> {
  return answering(null, language, ...args);
}

/** With somebody at the terminal, who types this whatever is asked. */
async function answering(typed: string | null, language: 'vi' | 'en', ...args: readonly string[]): Promise<Said> {
  const said = { stdout: '', stderr: '' };
  const into = (where: keyof typeof said) => ({
    write: (text: string) => {
      said[where] += text;
    },
  });
  const status = await runLine(
    args,
    { stdout: into('stdout'), stderr: into('stderr'), env: envIn(language) },
    (folder) => openTestCore(folder, { log: 'file' }),
    typed === null ? null : async () => typed,
  );
  return { status, ...said };
}

const cli = (...args: readonly string[]) => cliIn('en', ...args);

/** With --json the standard output is one JSON text and nothing else. */
const json = async (...args: readonly string[]) => parsed(await cli(...args, '--json'));
const programJson = (...args: readonly string[]) => parsed(program(...args, '--json'));

function parsed({ status, stdout, stderr }: Said) {
  if (status !== 0 && stdout === '') return { status, code: (JSON.parse(stderr) as { error: { code: string } }).error.code, stdout };
  expect(stdout.endsWith('}\n') || stdout.endsWith(']\n') || stdout.endsWith('null\n')).toBe(true);
  return { status, answer: JSON.parse(stdout) };
}

// What a line names no folder for belongs into this one, in this process too.
beforeAll(() => {
  process.env.SO_SONG_DATA = data;
});
afterAll(() => {
  delete process.env.SO_SONG_DATA;
});

describe('the whole job', () => {
  let recordId = '';
  let place = '';

  test('a batch, its import, its records', async () => {
    expect(programJson('batches', 'create', 'Lô thử', '--deadline', '2026-12-31')).toMatchObject({
      status: 0,
      answer: { code: 'L-0001', deadline: '2026-12-31' },
    });
    writeFileSync(join(files, 'bad.jpg'), 'no picture');
    const imported = programJson('import', 'l-0001', ct07, join(files, 'bad.jpg'));
    expect(imported.answer.entries.map((entry: { name: string; state: string }) => entry.state)).toEqual(['failed', 'taken']);
    expect(imported.answer.batch.counts).toMatchObject({ pages: 1, records: 1, pagesWaiting: 0 });
    const { answer: records } = await json('records', 'L-0001');
    expect(records).toMatchObject([{ recordType: 'residence-confirmation-ct07', sequence: 1 }]);
    recordId = records[0].id;
    expect((await cli('batches')).stdout).toMatch(/L-0001 +Lô thử/);
    expect((await cli('records', 'L-0001')).stdout).toContain(recordId);
  });

  test('its values: set, taken back, refused', async () => {
    const find = (values: { path: string; value: string | null; state: string }[], path: string) =>
      values.find((value) => value.path === path);
    const before = find((await json('values', recordId)).answer.values, 'dateOfBirth');
    expect(find((await json('values', 'set', recordId, 'dateOfBirth', '1/2/1980')).answer.values, 'dateOfBirth')).toMatchObject({
      value: '1980-02-01',
      state: 'corrected',
    });
    expect(find((await json('values', 'undo', recordId)).answer.values, 'dateOfBirth')).toMatchObject({
      value: before?.value,
      state: before?.state,
    });
    expect(await json('values', 'set', recordId, 'dateOfBirth', 'hôm qua')).toMatchObject({ status: 1, code: 'value.notOfKind' });
    expect(await json('values', 'set', recordId, 'nothing', 'x')).toMatchObject({ status: 1, code: 'value.notFound' });
    expect(await json('values', 'undo', recordId)).toMatchObject({ status: 1, code: 'value.nothingToUndo' });
  });

  test('one process at a time: another one says so', async () => {
    const core = await openTestCore(data);
    try {
      expect(programJson('batches')).toMatchObject({ status: 2, code: 'store.inUse', stdout: '' });
      await verify(core, recordId);
      place = await somePlace(core);
    } finally {
      await core.close();
    }
  });

  test('the hand-over, the target and the progress', async () => {
    expect(await json('handover', 'start', 'L-0001')).toMatchObject({ status: 1, code: 'handover.nothingReady' });
    expect((await json('handover')).answer.preview).toMatchObject([
      { batchCode: 'L-0001', ready: { records: 0 }, held: [{ reason: 'noPlace', records: 1 }] },
    ]);
    expect((await json('settings', 'set', 'placeCode', place)).answer).toMatchObject({ placeCode: place });
    // What a person likes stands beside it, and neither changes the other.
    expect((await json('settings', 'set', 'language', 'en')).answer).toMatchObject({
      placeCode: place,
      language: 'en',
      textSize: 'medium',
    });
    expect(await json('settings', 'set', 'language', 'fr')).toMatchObject({ status: 1, code: 'input.invalid' });
    expect((await json('settings')).answer).toMatchObject({ placeCode: place, language: 'en', destination: { kind: 'embedded' } });
    // A password in an address can be read by others already; one in a file goes where passwords go.
    const address = 'postgres://clerk@host/db';
    expect(await json('settings', 'set', 'destination', 'postgres://clerk:bi%20mat@host/db')).toMatchObject({
      status: 1,
      code: 'password.onCommandLine',
    });
    const passwordFile = join(data, '..', 'password.txt');
    writeFileSync(passwordFile, 'bi mat\n');
    expect((await json('settings', 'set', 'destination', address, '--password-file', passwordFile)).answer.destination).toEqual({
      kind: 'postgres',
      url: 'postgres://clerk@host/db',
    });
    expect(
      allBytes(data)
        .filter(({ text }) => /bi mat|bi%20mat/.test(text))
        .map(({ path }) => basename(path)),
    ).toEqual(['secrets.json']);
    expect((await json('settings', 'set', 'destination', 'embedded')).status).toBe(0);
    // What goes is asked for once, as on the screen; nobody at a terminal is no answer.
    const asked = program('handover', 'start', 'L-0001');
    expect(asked).toMatchObject({ status: 1, stdout: '' });
    expect(asked.stderr).toContain('Send 1 record (L-0001) to database on this computer?');
    expect(asked.stderr).toMatch(/of them only the machine accepted|A person has looked/);
    expect(asked.stderr).toMatch(/--yes/);
    expect(await answering('y', 'en', 'handover', 'start', 'L-0001')).toMatchObject({ status: 1, stdout: '' });
    expect(parsed(await answering('yes', 'en', 'handover', 'start', 'L-0001', '--json'))).toMatchObject({ code: 'handover.notConfirmed' });
    expect((await json('handover')).answer.handovers).toEqual([]);
    const handed = programJson('handover', 'start', 'L-0001', '--yes');
    expect(handed).toMatchObject({ status: 0, answer: { state: 'done', receipt: { sent: 1, accepted: 1, refused: [] } } });
    expect(await json('handover', 'start', 'L-0001')).toMatchObject({ status: 1, code: 'handover.nothingReady' });
    expect((await json('targets', 'create', '--title', 'CT07', '--total', '2', '--share', '0.5', '--by', '2026-12-31')).status).toBe(0);
    const { answer: progress } = await json('progress');
    expect(progress).toMatchObject([
      { title: 'CT07', counters: { scanned: 1, verified: 1, accepted: 1 }, forecast: { promised: 1, state: 'reached' } },
    ]);
    // In a program of its own, which has nothing else to live for.
    expect(program('check')).toEqual({ status: 0, stdout: `${en.cli.checkHolds}\n`, stderr: '' });
    expect(await json('targets', 'create', '--title', 'x', '--total', 'viele', '--share', '0.5', '--by', '2026-12-31')).toMatchObject({
      status: 1,
      code: 'input.invalid',
    });
  });
});

describe('said wrong', () => {
  test('the program ends with the code, and its answer has the standard output for itself', () => {
    expect(program('nonsense')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('nonsense') });
    expect(program()).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('handover') });
  });

  test.each([
    ['an unknown command', ['nonsense'], 1],
    ['a word of JavaScript', ['constructor'], 1],
    ['a verb that is not there', ['batches', 'crate', 'X'], 1],
    ['an option that is not there', ['batches', '--nonsense'], 1],
    ['nothing to read', ['read'], 1],
    ['no such batch', ['records', 'L-9999'], 1],
    ['no such record', ['values', 'nobody'], 1],
    ['a bad number', ['read', 'x', '--workers', '0'], 1],
    ['a bad date', ['batches', 'create', 'x', '--deadline', '31/12/2026'], 1],
    ['a data folder that is a file', ['batches', '--data', ct07], 1],
  ] as const)('%s', async (_what, args, status) => {
    const said = await cli(...args);
    expect(said).toMatchObject({ status, stdout: '' });
    expect(said.stderr.trim()).not.toBe('');
    expect(said.stderr).not.toMatch(/ at .*\.ts:\d+/);
  });

  test('help is an answer, made from what the commands are, in both languages', async () => {
    for (const args of [[], ['help'], ['--help']])
      expect(await cli(...args)).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('handover') });
    expect(await cli('read', '--help')).toMatchObject({ status: 0, stdout: expect.stringMatching(/PATH[\s\S]*--workers/) });
    const english = (await cli('help', 'work')).stdout;
    const vietnamese = (await cliIn('vi', 'help', 'work')).stdout;
    for (const flag of ['--json', '--data', '--queue', '--key-file', '--until-empty']) {
      expect(english).toContain(flag);
      expect(vietnamese).toContain(flag);
    }
    expect(english).toMatch(/Usage[\s\S]*Options[\s\S]*The data folder/);
    expect(vietnamese).toMatch(/Cách dùng[\s\S]*Tùy chọn[\s\S]*Thư mục dữ liệu/);
    // Nothing of the library's own English.
    expect(vietnamese).not.toMatch(/usage|flags|default =|print help/i);
  });

  test('a flag belongs to its command; what is refused is said in a sentence, or as data', async () => {
    // --queue is for `work` alone.
    expect(await cli('batches', '--queue', 'x')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('no option “--queue”'),
    });
    expect((await cli('work', '--ressume')).stderr).toMatch(/no option “--ressume”[\s\S]*--resume/);
    expect((await cliIn('vi', 'bathces')).stderr).toMatch(/Không có lệnh “bathces”[\s\S]*batches/);
    expect((await cliIn('vi', 'records')).stderr).toContain('Thiếu BATCH');
    expect(await json('records', 'L-1', 'L-2')).toMatchObject({ status: 1, code: 'input.invalid', stdout: '' });
    expect(await json('batches', '--nonsense')).toMatchObject({ status: 1, code: 'input.invalid', stdout: '' });
    expect(await json('nonsense')).toMatchObject({ status: 1, code: 'input.invalid', stdout: '' });
  });
});

test('work goes on where a person lets it', async () => {
  const folder = temporaryFolder();
  const here = (...args: readonly string[]) => json(...args, '--data', folder);
  expect((await here('batches', 'create', 'Lô dừng')).status).toBe(0);
  expect((await here('reading', 'pause')).answer).toMatchObject({ paused: true });
  expect((await here('import', 'L-0001', await pageFile(files, 'dừng.png'))).answer.batch.counts).toMatchObject({ pagesWaiting: 1 });
  expect(await here('work')).toMatchObject({ status: 1, code: 'reading.paused' });
  expect((await here('reading', 'stop', 'L-0001')).answer).toMatchObject({ waiting: 0, stopped: 1 });
  // Something is left: who asks for the exit code alone hears it.
  expect(await here('work', '--resume')).toMatchObject({ status: 1, answer: { read: 0, left: 1, failed: 0, stopped: false } });
  // Who takes it up again with any command reads it, too.
  expect((await here('reading', 'resume', 'L-0001')).status).toBe(0);
  expect((await here('work')).answer).toMatchObject({ left: 0, failed: 0 });
  expect((await here('batches')).answer).toMatchObject([{ counts: { pages: 1, pagesWaiting: 0, pagesStopped: 0, records: 1 } }]);
});

test('a page that failed is counted, ends commands with 1, and is read again by one of them', async () => {
  const folder = temporaryFolder();
  const here = (...args: readonly string[]) => json(...args, '--data', folder);
  await here('batches', 'create', 'Lô lỗi');
  expect(await here('import', 'L-0001', await pageFile(files, 'lỗi.png'))).toMatchObject({ status: 0, answer: { failed: [] } });
  seed(folder, (write) =>
    write.run(sql`UPDATE page SET state = 'failed', problem = '{"code":"file.tooSlow","params":{"name":"x","seconds":25}}'`),
  );
  expect((await here('reading')).answer).toMatchObject({ waiting: 0, failed: 1 });
  expect(await here('work')).toMatchObject({ status: 1, answer: { read: 0, failed: 1, left: 0 } });
  const another = await pageFile(files, 'sau.png');
  expect(await here('import', 'L-0001', another)).toMatchObject({ status: 1, answer: { failed: [{ state: 'failed' }] } });
  expect((await cliIn('vi', 'import', 'L-0001', another, '--data', folder)).stdout).toContain('giây tính toán của máy');
  expect((await here('reading', 'again', 'L-0001')).status).toBe(0);
  expect(await here('work')).toMatchObject({ status: 0, answer: { failed: 0, left: 0 } });
});

describe('read', () => {
  test('files attached to a PDF are told with what to do, and the code tells that they were not read', async () => {
    const portfolio = join(import.meta.dirname, '../fixtures/faults/11-portfolio.pdf');
    const { status, stdout } = program('read', portfolio);
    const { what } = renderProblem({ code: 'file.attached', params: { name: 'hoso-001.pdf', of: '11-portfolio.pdf' } }, 'en');
    expect([status, stdout]).toEqual([1, expect.stringContaining(what.slice(0, 90))]);
    expect(stdout).toContain('--attachments');
  });

  test('accounts for every file, once, and stores nothing', async () => {
    const folder = join(files, 'read');
    mkdirSync(folder);
    await pageFile(folder, 'ho-so-p1.png');
    await pageFile(folder, 'ho-so-p2.png');
    await pageFile(folder, join('Tờ khác', 'c.png'));
    writeFileSync(join(folder, 'hai trang.pdf'), await scannedPdf(['một', 'hai']));
    writeFileSync(join(folder, 'khoa.pdf'), await scannedPdf(['kín'], 'mat khau'));
    writeFileSync(join(folder, 'chu.txt'), 'không phải ảnh');
    writeFileSync(join(folder, 'trong.jpg'), '');
    await pageFile(folder, join('@eaDir', 'thumb.png'));
    const missing = join(files, 'nowhere.jpg');
    const said = program('read', folder, missing, ct07, '--text', '--workers', '2', '--json');
    // Everything that could be read is there; that something could not is told by the code.
    expect(said).toMatchObject({ status: 1, stderr: '' });
    const answer = JSON.parse(said.stdout);
    expect(Object.keys(answer)).toEqual(['records', 'failures', 'passedOver', 'timing']);
    const pages = answer.records.flatMap((record: { pages: { file: string; filePage?: number }[] }) => record.pages);
    expect(pages.map((page: { file: string; filePage?: number }) => [page.file, page.filePage ?? 0]).sort()).toEqual(
      [
        ['Tờ khác/c.png', 0],
        ['hai trang.pdf', 0],
        ['hai trang.pdf', 1],
        ['ho-so-p1.png', 0],
        ['ho-so-p2.png', 0],
        [ct07, 0],
      ].sort(),
    );
    expect(pages.every((page: { text?: string }) => typeof page.text === 'string')).toBe(true);
    expect(answer.passedOver).toMatchObject([{ file: '@eaDir', code: 'file.passedOver' }]);
    expect(answer.failures.map((one: { file: string; code: string }) => [one.file, one.code]).sort()).toEqual(
      [
        ['chu.txt', 'file.notAnImage'],
        ['khoa.pdf', 'pdf.locked'],
        ['trong.jpg', 'file.empty'],
        [missing, 'file.missing'],
      ].sort(),
    );
    const known = answer.records.find((record: { recordType: string }) => record.recordType === 'residence-confirmation-ct07');
    expect(known).toMatchObject({ recordTypeVersion: 1, pages: [{ file: ct07, face: 'front' }] });
    for (const key of ['value', 'raw', 'confidence', 'accepted', 'page', 'box', 'findings'])
      expect(known.fields.fullName).toHaveProperty(key);
    expect(known.fields.members.rows[0].fullName).toHaveProperty('accepted');
    // Other paper is of no type, and has no fields; pages whose names differ in -pN alone are together.
    const others = answer.records.filter((record: { recordType: string }) => record.recordType === 'unknown');
    expect(others.every((record: { fields: object }) => Object.keys(record.fields).length === 0)).toBe(true);
    const together = others.find((record: { pages: { file: string }[] }) => record.pages[0]?.file === 'ho-so-p1.png');
    expect(together?.pages.map((page: { file: string }) => page.file)).toEqual(['ho-so-p1.png', 'ho-so-p2.png']);
    expect((await json('batches')).answer).toHaveLength(1);
  });

  test('says of every file that failed what happened and what to do next; nothing failed is 0', async () => {
    const folder = join(files, 'failed');
    mkdirSync(folder);
    writeFileSync(join(folder, 'chu.txt'), 'không phải ảnh');
    const bytes = Buffer.from(await scannedPdf(['một', 'hai', 'ba']));
    const scan = Buffer.from([0xff, 0xd8, 0xff]);
    const second = bytes.indexOf(scan, bytes.indexOf(scan) + 3);
    bytes.fill(0x41, second, second + 600);
    writeFileSync(join(folder, 'ba trang.pdf'), bytes);
    const failed = program('read', folder);
    expect(failed.status).toBe(1);
    // The damaged page costs itself alone.
    const [read = '', lost = ''] = failed.stdout.split('2 files or pages could not be read');
    expect(read.match(/ba trang\.pdf/g)).toHaveLength(2);
    for (const [file, problem] of [
      ['ba trang.pdf +2', { code: 'pdf.damaged', params: { name: 'ba trang.pdf' } }],
      ['chu.txt', { code: 'file.notAnImage', params: { name: 'chu.txt' } }],
    ] as const) {
      const { what, next } = renderProblem(problem, 'en');
      const [row] = lost.split('\n').filter((one) => new RegExp(`^${file}`).test(one));
      expect(row).toContain(what.slice(0, 90));
      expect(row).toContain(next.slice(0, 90));
    }
    expect(program('read', await pageFile(files, 'gut.png')).status).toBe(0);
  });
});
