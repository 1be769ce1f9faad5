import { embeddedContract } from './pglite.ts';

embeddedContract(10_000);
