import { parentPort, workerData } from 'node:worker_threads';
import { findDamage } from './damage.ts';

const { file } = workerData as { readonly file: string };

parentPort?.postMessage(findDamage(file));
