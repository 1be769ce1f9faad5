import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { openKnowledge } from '#core/knowledge';
import { ProblemError } from '#domain/problem';
import { resourcesFolder } from '#main/open-workstation';
import { openFile } from '#store/blob';
import { openPool } from '#workers/pool';
import { atMost, jsonFile, print, type Row } from './table.ts';

/**
 * `npm run bench -- busy [--json FILE]`: seconds a page, by two readers, while other programs take all the processor they can get. They
 * run at the usual priority, the readers below it: what a clerk does beside the reading comes first.
 */
const pages = ['birth-certificate-02-p1.jpg', 'residence-confirmation-ct07-06-p1.jpg'];
/** Busy programs beside the readers. */
const loads = [0, 1, 4, 16];

const { types } = openKnowledge(resourcesFolder);
const rows: Row[] = [];
for (const load of loads) {
  const others = Array.from({ length: load }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  try {
    rows.push(...(await measure(load)));
  } finally {
    await Promise.all(others.map(ended));
  }
}
print(rows, { json: jsonFile(process.argv.slice(2)) });

async function measure(load: number): Promise<readonly Row[]> {
  const pool = openPool({ size: 2 });
  const begun = performance.now();
  try {
    const outcomes = await Promise.all(
      pages.map(async (name) => {
        const picture = openFile(join(resourcesFolder, 'samples', name));
        try {
          await pool.run('readPage', { picture, name, page: 0, types });
          return true;
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error;
          return false;
        }
      }),
    );
    const seconds = (performance.now() - begun) / 1000 / pages.length;
    const beside = `${load} busy programs beside it`;
    return [
      { program: 'busy', what: `a page, ${beside}`, value: seconds, unit: 's', atLeast: null, aim: null },
      {
        program: 'busy',
        what: `pages not read, ${beside}`,
        value: outcomes.filter((read) => !read).length,
        unit: '',
        atLeast: atMost(0),
        aim: null,
      },
    ];
  } finally {
    await pool.close();
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
