import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openImages } from '#engines/images-sharp/images-sharp';
import { optionsOf, usableColours, usableResolutions } from '#engines/scanner-sane/sane-options';
import { openScanner } from '#engines/scanner-sane/scanner-sane';
import type { ScanProfile } from '#ports';

// The scanner is SANE's own `test` device: a real driver behind the real scanimage, with a feeder of ten sheets.

const folder = mkdtempSync(join(tmpdir(), 'sane-test-'));
// Other suites scan at the same time: what is left behind is looked for in a temporary folder of our own.
process.env.TMPDIR = mkdtempSync(join(folder, 'tmp-'));
const device = 'test:0';
const feeder: ScanProfile = { resolution: 75, colour: 'grey', source: 'Automatic Document Feeder' };
const flatbed: ScanProfile = { ...feeder, source: 'Flatbed' };
const never = new AbortController().signal;

beforeAll(() => {
  const found = spawnSync('scanimage', ['--version'], { encoding: 'utf8' });
  if (found.error) throw new Error('scanimage is missing: install the Debian package sane-utils');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function configured(name: string, lines = ''): NodeJS.ProcessEnv {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'dll.conf'), 'test\n');
  writeFileSync(join(place, 'test.conf'), `number_of_devices 2\n${lines}`);
  return { SANE_CONFIG_DIR: place, TMPDIR: folder };
}

/** scanimage with a status that its device gives while reading, after so many good sheets. */
function failing(status: string, after = 0): string {
  const path = join(folder, `faulty-${status}-${after}`);
  const first = after > 0 ? `scanimage "$@" --batch-count=${after} || exit $?` : '';
  writeFileSync(
    path,
    `#!/bin/sh\ncase "$*" in *--batch=*) ;; *) exec scanimage "$@" ;; esac\n${first}\nexec scanimage "$@" --batch-start=${after + 1} --read-return-value=${status}\n`,
  );
  chmodSync(path, 0o755);
  return path;
}

async function scanned(scanner: ReturnType<typeof openScanner>, profile: ScanProfile, id = device, signal = never) {
  const sheets: { readonly bytes: Uint8Array; readonly mediaType: string; readonly index: number }[] = [];
  const page = async (file: (typeof sheets)[number]) => {
    sheets.push(file);
  };
  const outcome = await scanner.scan(id, profile, page, signal).catch((error: unknown) => error);
  return { outcome, sheets };
}

const env = configured('plain');
const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('scan-'));

describe('devices', () => {
  test('with what they offer, in our words', async () => {
    const found = await openScanner({ env }).devices();
    expect(found.map(({ id }) => id)).toEqual(['test:0', 'test:1']);
    expect(found[0]).toEqual({
      id: 'test:0',
      label: 'frontend-tester',
      sources: ['Flatbed', 'Automatic Document Feeder'],
      resolutions: [75, 100, 150, 200, 240, 300, 400, 600, 1200],
      colours: ['colour', 'grey', 'lineart'],
    });
  });

  test('none is an answer, no program a problem', async () => {
    writeFileSync(join(folder, 'dll.conf'), '');
    expect(await openScanner({ env: { SANE_CONFIG_DIR: folder } }).devices()).toEqual([]);
    const missing = openScanner({ command: join(folder, 'no-such-program') });
    await expect(missing.devices()).rejects.toMatchObject({ code: 'scanner.notInstalled' });
    expect((await scanned(missing, feeder)).outcome).toMatchObject({ code: 'scanner.notInstalled' });
  });

  test('options as other drivers list them', () => {
    const options = optionsOf(
      '    --mode Lineart|Gray|Color [Gray]\n    --resolution auto|75|100|300|600dpi [300]\n    --source ADF Front|ADF Duplex [ADF Front]\n    --depth 8 [inactive]\n',
    );
    expect(usableResolutions(options)).toEqual([75, 100, 300, 600]);
    expect(usableColours(options)).toEqual(['colour', 'grey', 'lineart']);
    expect(options).toMatchObject({ sources: ['ADF Front', 'ADF Duplex'], source: 'ADF Front', depths: [] });
    expect(usableResolutions(optionsOf('    --resolution 100..600dpi (in steps of 100) [100]\n'))).toEqual([100, 200, 300, 400, 600]);
  });
});

describe('scanning', () => {
  test.each(['colour', 'grey', 'lineart'] as const)('the feeder to the end of the paper, in %s', async (colour) => {
    const before = leftovers();
    const { outcome, sheets } = await scanned(openScanner({ env }), { ...feeder, colour, resolution: 100 });
    expect(outcome).toEqual({ pages: 10 });
    expect(sheets.map(({ index, mediaType }) => [index, mediaType])).toEqual(Array.from({ length: 10 }, (_, i) => [i, 'image/tiff']));
    for (const { bytes } of sheets) {
      const { raster, damaged } = await openImages().decode(bytes, 'sheet', { page: 0 });
      // 80 × 100 mm
      expect([damaged, raster.width, raster.height, raster.channels]).toEqual([false, 314, 393, colour === 'colour' ? 3 : 1]);
      expect((await openImages().inspect(bytes, 'sheet')).dpi).toBe(100);
    }
    expect(leftovers()).toEqual(before);
  });

  test('the flatbed gives one page', async () => {
    const { outcome, sheets } = await scanned(openScanner({ env }), flatbed);
    expect([outcome, sheets.length]).toEqual([{ pages: 1 }, 1]);
    const byDefault = await scanned(openScanner({ env }), { ...flatbed, source: null });
    expect(byDefault.outcome).toEqual({ pages: 1 });
  });

  test('a page is handed over while the next is scanned', async () => {
    const slow = configured('slow', 'read-delay true\nread-delay-duration 20000\n');
    const at: number[] = [];
    const begun = Date.now();
    await openScanner({ env: slow }).scan(
      device,
      { ...feeder, colour: 'colour', resolution: 150 },
      async () => void at.push(Date.now() - begun),
      never,
    );
    const end = Date.now() - begun;
    expect(at).toHaveLength(10);
    expect(at[0]).toBeLessThan(end / 2);
  }, 60_000);
});

describe('what goes wrong', () => {
  test.each([
    ['SANE_STATUS_JAMMED', 'scanner.jammed'],
    ['SANE_STATUS_NO_DOCS', 'scanner.noPaper'],
    ['SANE_STATUS_COVER_OPEN', 'scanner.coverOpen'],
    ['SANE_STATUS_IO_ERROR', 'scanner.lost'],
    ['SANE_STATUS_DEVICE_BUSY', 'scanner.busy'],
    ['SANE_STATUS_ACCESS_DENIED', 'scanner.failed'],
    ['SANE_STATUS_NO_MEM', 'scanner.failed'],
  ])('%s at once, and after three sheets, which are kept', async (status, code) => {
    const first = await scanned(openScanner({ env, command: failing(status) }), feeder);
    expect(first.outcome).toMatchObject({ code, params: { device } });
    expect(first.sheets).toEqual([]);
    const later = await scanned(openScanner({ env, command: failing(status, 3) }), feeder);
    if (code === 'scanner.noPaper') expect(later.outcome).toEqual({ pages: 3 });
    else expect(later.outcome).toMatchObject({ code, params: { device } });
    expect(later.sheets.map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  test('a device that is not there, and choices it does not have', async () => {
    const scanner = openScanner({ env });
    expect((await scanned(scanner, feeder, 'test:7')).outcome).toMatchObject({ code: 'scanner.lost', params: { device: 'test:7' } });
    expect((await scanned(scanner, { ...feeder, source: 'Duplex' })).outcome).toMatchObject({
      code: 'scanner.badOption',
      params: { option: 'source' },
    });
    expect((await scanned(scanner, { ...feeder, resolution: 5000 })).outcome).toMatchObject({
      code: 'scanner.badOption',
      params: { option: 'resolution' },
    });
  });

  test('a scanner that falls silent is given up', async () => {
    const path = join(folder, 'silent');
    writeFileSync(path, '#!/bin/sh\ncase "$*" in *--batch=*) exec sleep 60 ;; *) exec scanimage "$@" ;; esac\n');
    chmodSync(path, 0o755);
    const begun = Date.now();
    expect((await scanned(openScanner({ env, command: path, pageSeconds: 1 }), feeder)).outcome).toMatchObject({ code: 'scanner.lost' });
    expect(Date.now() - begun).toBeLessThan(10_000);
  }, 20_000);

  test('a driver that locks up after a jam is still a jam', async () => {
    const path = join(folder, 'locked');
    const jam = failing('SANE_STATUS_JAMMED', 2);
    writeFileSync(path, `#!/bin/sh\n"${jam}" "$@"; status=$?\ncase "$*" in *--batch=*) trap "" INT; sleep 15 ;; esac\nexit $status\n`);
    chmodSync(path, 0o755);
    const { outcome, sheets } = await scanned(openScanner({ env, command: path }), feeder);
    expect(outcome).toMatchObject({ code: 'scanner.jammed' });
    expect(sheets).toHaveLength(2);
  }, 40_000);

  test('stopped by the person: pages so far are kept, nothing is left', async () => {
    const before = leftovers();
    // Near a second a sheet: a busy computer has time to stop it long before the tenth.
    const slow = configured('slower', 'read-delay true\nread-delay-duration 70000\n');
    const stop = new AbortController();
    const sheets: number[] = [];
    const work = openScanner({ env: slow }).scan(
      device,
      { ...feeder, colour: 'colour', resolution: 150 },
      async ({ index }) => {
        sheets.push(index);
        if (index === 1) stop.abort();
      },
      stop.signal,
    );
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect(sheets.slice(0, 2)).toEqual([0, 1]);
    expect(sheets.length).toBeLessThan(10);
    expect(leftovers()).toEqual(before);
    // and the device is free again
    expect((await scanned(openScanner({ env }), flatbed)).outcome).toEqual({ pages: 1 });
  }, 30_000);

  test('a page that cannot be kept stops the scan', async () => {
    const before = leftovers();
    const full = new Error('no room');
    await expect(openScanner({ env }).scan(device, feeder, () => Promise.reject(full), never)).rejects.toBe(full);
    expect(leftovers()).toEqual(before);
  });
});
