import { runAll, steps } from './steps.ts';
import { missingParts } from './system-parts.ts';

const missing = missingParts();
if (missing.length > 0) {
  for (const part of missing) {
    process.stderr.write(
      `Thiếu ${part.name}: cài gói Debian "${part.package}". / ${part.name} is missing: install the Debian package "${part.package}".\n`,
    );
  }
  process.stderr.write(`  apt-get install --no-install-recommends ${missing.map((part) => part.package).join(' ')}\n`);
  process.exit(2);
}

// `npm run test:long`: what takes too long for every change; before a release.
const long = process.argv.includes('--long');
await runAll(
  long
    ? [steps.chanceTests, steps.longTests, steps.longKeyboard]
    : [...steps.types, steps.biome, steps.knip, steps.allTests, steps.endToEnd],
);
