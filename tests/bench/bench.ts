import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from '#main/open-workstation';
import { jsonFile } from './table.ts';

/**
 * `npm run bench [-- PROGRAM …] [--json FILE]`: figures beside what is promised and wished for, in one form (`table.ts`); ends with 1 where a
 * promise is missed. Without a program: `reading` and `app`. The folder of `reading`: CORPUS, a `corpus` beside the project in `../shared`,
 * or the samples; one made by `tests/bench/holdout/make.ts` also knows where every value stands.
 */
const programs = {
  reading: 'how well and how fast pages are read, beside the `tesseract` command on the same pages',
  app: 'how fast the workstation answers in a browser, on the sample batch',
  scale: 'how fast it answers on 200,000 records, and how large they are',
  screens: 'how fast every screen is usable on 200,000 records, in a browser',
  busy: 'how long a page takes while other programs take all they can get',
  joining: 'which pages are put together, in every order in which they come',
  text: 'the whole text of scans, beside the `tesseract` command',
  structure: 'pages that are broken on purpose: nothing may be accepted that the paper does not say',
  thousand: 'a thousand pages in one go: memory, and the same readings in another order',
} as const;
type Program = keyof typeof programs;
const isProgram = (word: string): word is Program => Object.hasOwn(programs, word);

const given = process.argv.slice(2);
const json = jsonFile(given);
const words = given.filter((_, at) => given[at] !== '--json' && given[at - 1] !== '--json');
/** An option in the first place is for the programs that run anyway. */
const named = words[0] !== undefined && !words[0].startsWith('--');
const what = named ? words[0] : undefined;
const rest = named ? words.slice(1) : words;
if (what !== undefined && !isProgram(what)) {
  const list = Object.entries(programs).map(([name, does]) => `  ${name.padEnd(9)} ${does}\n`);
  process.stderr.write(`npm run bench -- [PROGRAM …] [--json FILE]\n${list.join('')}`);
  process.exit(1);
}

const temporary = mkdtempSync(join(tmpdir(), 'so-song-bench-'));
const rows: unknown[] = [];
let failed = false;
try {
  for (const program of what === undefined ? (['reading', 'app'] as const) : [what]) {
    const file = join(temporary, `${program}.json`);
    const args =
      (program === 'reading' || program === 'joining') && (rest[0] === undefined || rest[0].startsWith('--')) ? [pages(), ...rest] : rest;
    failed = !(await run(program, [...args, '--json', file])) || failed;
    if (existsSync(file)) rows.push(...(JSON.parse(readFileSync(file, 'utf8')) as unknown[]));
  }
  if (json !== null) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

function pages(): string {
  const shared = join(rootFolder, '..', 'shared', 'corpus');
  return process.env.CORPUS ?? (existsSync(join(shared, 'truth.json')) ? shared : join(rootFolder, 'resources', 'samples'));
}

function run(program: Program, args: readonly string[]): Promise<boolean> {
  process.stdout.write(`\n── ${program}: ${programs[program]}\n`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...process.execArgv, join(import.meta.dirname, `${program}.ts`), ...args], {
      cwd: rootFolder,
      stdio: 'inherit',
    });
    child.on('exit', (code) => resolve(code === 0));
  });
}
