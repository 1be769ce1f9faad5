import { parentPort, workerData } from 'node:worker_threads';
import { type PipeAddress, servePipe } from '#main/pipe/pipe';

/** A pipe on a thread of its own, whose handler refuses everything without looking at what is sent. */
await servePipe(workerData as PipeAddress, async () => Response.json({ code: 'batch.notFound' }, { status: 404 }));
parentPort?.postMessage('open');
