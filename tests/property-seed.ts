import * as fc from 'fast-check';

/**
 * Tests of chance play the same cases in every run of `npm test`, so that a change is blamed for what it did and for nothing else; `npm run
 * test:long` plays new ones (`SO_SONG_SEED=random`), and a seed that failed there is given as a number.
 */
const wanted = process.env.SO_SONG_SEED;
if (wanted !== 'random') fc.configureGlobal({ seed: wanted ? Number(wanted) : 20_260_701 });
