import type { PageInput } from '#children';
import { readPageTask } from '#workers/read-page';

export type ReaderInput = PageInput & { readonly id: number };

/** One reader of the benchmark: answers every page it is sent, with its own memory and processor time. */
process.on('message', async (input: ReaderInput) => {
  const before = process.cpuUsage();
  try {
    const reading = await readPageTask(input);
    const used = process.cpuUsage(before);
    process.send?.({ id: input.id, reading, cpu: (used.user + used.system) / 1000, rss: process.memoryUsage().rss });
  } catch (error) {
    process.send?.({ id: input.id, error: String(error), cpu: 0, rss: process.memoryUsage().rss });
  }
});
process.send?.({ ready: true });
