import { openWorkstation } from './open-workstation.ts';
import { serveParent } from './pipe/serve-parent.ts';

/** The core for a window program: in a plain Node process, behind a local pipe, ending with its parent. */
await serveParent((dataFolder) => openWorkstation(dataFolder));
