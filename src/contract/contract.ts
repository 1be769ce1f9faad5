import { batch } from './batch.ts';
import { handover } from './handover.ts';
import { intake } from './import.ts';
import { job } from './job.ts';
import { joining } from './joining.ts';
import { page } from './page.ts';
import { preference } from './preference.ts';
import { record } from './record.ts';
import { scanner } from './scanner.ts';
import { target } from './target.ts';
import { value } from './value.ts';
import { workstation } from './workstation.ts';

/** The one list of operations: `noun.verb`. Handlers in core, the typed client in the renderer and the CLI follow from it. */
export const contract = { workstation, preference, batch, intake, page, record, joining, value, scanner, handover, target, job };
export type Contract = typeof contract;
