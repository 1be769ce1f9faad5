/** The program that is killed while it takes a long file in: a line on standard output for every page whose bytes are stored. */
import { writeSync } from 'node:fs';
import { openWorkstation, realEngines } from '#main/open-workstation';

const [dataFolder = ''] = process.argv.slice(2);
const real = realEngines(dataFolder, 1);
const engines = {
  ...real,
  readers: {
    ...real.readers,
    stream: ((task, input, take, signal) =>
      real.readers.stream(
        task,
        input,
        async (part) => {
          await take(part);
          if (part.what === 'page') writeSync(1, `${part.index}\n`);
        },
        signal,
      )) satisfies typeof real.readers.stream,
  },
};
const core = await openWorkstation(dataFolder, { engines, log: 'silent' });
await core.idle();
await core.close();
