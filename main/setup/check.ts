import { runAll, steps } from './steps.ts';

await runAll([...steps.types, steps.biome, steps.knip, steps.fastTests]);
