import { openWorkstation } from '#main/open-workstation';
import { serveParent } from '#main/pipe/serve-parent';
import { faults } from './fault.ts';

/** main/core-process.ts with the fault of the conformance list. */
await serveParent((dataFolder) => openWorkstation(dataFolder, { faults }));
