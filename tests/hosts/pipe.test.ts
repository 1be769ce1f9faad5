import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { newPipe, pipeFetch } from '#main/pipe/pipe';

test('a refusal that comes before all was sent arrives, however busy this side is', async () => {
  const { address, remove } = await newPipe();
  const server = new Worker(new URL('./refusing-pipe.ts', import.meta.url), { workerData: address });
  await once(server, 'message');
  const fetch = pipeFetch(address);
  for (const parts of [1, 2, 40]) {
    let left = parts;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => {
        // As on a busy computer: the other side has answered and gone before this one comes to write again, or to look.
        if (left < parts && left > parts - 3) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
        if (left === 0) controller.close();
        else controller.enqueue(new Uint8Array(100_000));
        left -= 1;
      },
    });
    const answer = await fetch(new Request('http://core/uploads', { method: 'POST', body, duplex: 'half' } as RequestInit));
    expect([parts, answer.status, await answer.json()]).toEqual([parts, 404, { code: 'batch.notFound' }]);
  }
  await server.terminate();
  await remove();
});
