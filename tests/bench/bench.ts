import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from '#main/open-workstation';

/**
 * `npm run bench [-- reading [FOLDER] | app | text … | thousand … | scale …]`: figures beside their goals. `reading`: how well and how fast pages
 * are read (beside the `tesseract` command on the same pages); `app`: how fast the workstation answers; `text`: whole text of real
 * scans; `thousand`: a batch of 1,000 pages; `scale`: what screens ask for on a store of 200,000 records. Without an argument the first two. The folder of `reading`: CORPUS, a `corpus` beside the
 * project in `../shared`, or the samples; one made by `tests/bench/holdout/make.ts` also knows where every value stands.
 */
const programs = { reading: 'reading.ts', app: 'app.ts', text: 'text.ts', thousand: 'thousand.ts', scale: 'scale.ts' } as const;
type Program = keyof typeof programs;
const isProgram = (word: string): word is Program => Object.hasOwn(programs, word);

const [what, ...rest] = process.argv.slice(2);
if (what !== undefined && !isProgram(what)) {
  process.stderr.write(`npm run bench -- [${Object.keys(programs).join(' | ')}]\n`);
  process.exit(1);
}
let failed = false;
for (const program of what === undefined ? (['reading', 'app'] as const) : [what]) {
  const args = program === 'reading' && (rest[0] === undefined || rest[0].startsWith('--')) ? [pages(), ...rest] : rest;
  failed = !(await run(programs[program], args)) || failed;
}
process.exit(failed ? 1 : 0);

function pages(): string {
  const shared = join(rootFolder, '..', 'shared', 'corpus');
  return process.env.CORPUS ?? (existsSync(join(shared, 'truth.json')) ? shared : join(rootFolder, 'resources', 'samples'));
}

function run(file: string, args: readonly string[]): Promise<boolean> {
  const load = loadavg()[0]?.toFixed(1);
  process.stdout.write(
    `\n── ${file} ${args.join(' ')}\nload average ${load}${Number(load) > 1 ? ': the machine is busy, these figures are too high' : ''}\n`,
  );
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], { cwd: rootFolder, stdio: 'inherit' });
    child.on('exit', (code) => resolve(code === 0));
  });
}
