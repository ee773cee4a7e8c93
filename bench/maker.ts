/**
 * A thread that makes what the bench stores, so that a part is made while the one before is
 * stored. Each message to it asks for the next part; `null` is the end.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type Order, partsOf } from './documents.ts';

const parts = partsOf(workerData as Order);
parentPort?.on('message', () => {
  const { value = null } = parts.next();
  parentPort?.postMessage(value);
});
