import { embeddedContract } from './pglite.ts';

embeddedContract(2_000);
