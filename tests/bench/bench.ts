import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from '#main/open-workstation';

/**
 * `npm run bench [-- reading [FOLDER] | app]`: how fast the machine reads (beside the `tesseract` command on the same pages), and how
 * fast the workstation answers, each figure beside its goal. Both without an argument. The folder: CORPUS, a `corpus` beside the
 * project in `../shared`, or the samples.
 */
const [what, folder] = process.argv.slice(2);
if (what !== undefined && what !== 'reading' && what !== 'app') {
  process.stderr.write('npm run bench -- [reading [FOLDER] | app]\n');
  process.exit(1);
}
let failed = false;
if (what !== 'app') failed = !(await run('reading.ts', [folder ?? pages()])) || failed;
if (what !== 'reading') failed = !(await run('app.ts', [])) || failed;
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
