import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronBinary } from '#main/setup/electron-binary';

/** With an installer of our own in the place of Electron's: nothing is fetched here. */
describe('whether Electron opens the workstation', () => {
  let folder: string;
  const at = () => ({
    environment: { DISPLAY: ':0' },
    packageFolder: join(folder, 'electron'),
    attemptFile: join(folder, 'cache', 'attempt'),
    isRoot: false,
  });
  const installer = (code: string) => writeFile(join(folder, 'electron', 'install.js'), code);
  const installing =
    "const fs = require('fs'); fs.mkdirSync(__dirname + '/dist'); fs.writeFileSync(__dirname + '/dist/electron', ''); fs.writeFileSync(__dirname + '/path.txt', 'electron');";

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'electron-binary-'));
    await mkdir(join(folder, 'electron'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  it('yes, once its own installer has brought it', async () => {
    await installer(installing);
    const file = join(folder, 'electron', 'dist', 'electron');
    expect(await electronBinary(at())).toEqual({ file });
    await installer('process.exit(1)');
    expect(await electronBinary(at())).toEqual({ file });
  });

  it('no, when it cannot be had; asked once a day', async () => {
    await installer('process.exit(1)');
    expect(await electronBinary(at())).toEqual({ missing: 'notHad' });
    await installer(installing);
    expect(await electronBinary(at())).toEqual({ missing: 'notHad' });
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await utimes(at().attemptFile, yesterday, yesterday);
    expect(await electronBinary(at())).toHaveProperty('file');
  });

  it('not yet, when it takes longer than a person waits; the next start has it', async () => {
    await installer(`setTimeout(() => { ${installing} }, 600);`);
    const began = Date.now();
    expect(await electronBinary({ ...at(), waitMilliseconds: 200 })).toEqual({ missing: 'coming' });
    expect(Date.now() - began).toBeLessThan(600);
    await expect.poll(() => electronBinary(at()), { timeout: 5_000 }).toHaveProperty('file');
  });

  it.runIf(process.platform === 'linux')('no, without a display or as root', async () => {
    expect(await electronBinary({ ...at(), environment: {} })).toEqual({ missing: 'noDisplay' });
    expect(await electronBinary({ ...at(), isRoot: true })).toEqual({ missing: 'root' });
  });
});
