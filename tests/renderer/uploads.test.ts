import { describe, expect, it } from 'vitest';
import { type GivenFile, openUploads, type Parcel } from '#renderer/uploads.ts';
import { breathe, openClock } from './desk-kit.ts';

const file = (name: string, size = 10): GivenFile => ({ file: new File([new Uint8Array(size)], name), folder: 'Hộp 1' });
const silent = () => new TypeError('Failed to fetch');
const refused = (code: string) => Object.assign(new Error(code), { code, data: {} });

/** A window's uploads and a core whose answers the test gives. */
function openWindow() {
  const clock = openClock();
  const log: string[] = [];
  /** Files on their way, the oldest first: answered by the test. */
  const way: { readonly parcel: Parcel; readonly arrive: () => void; readonly fail: (error: unknown) => void }[] = [];
  const state = { away: false, gone: new Set<string>() };
  const uploads = openUploads({
    clock,
    announce: async (batchId, jobId, files) => {
      if (state.away) throw silent();
      log.push(`announce ${batchId} ${files.map(({ file: { name } }) => name).join(' ')}`);
      return jobId ?? `job of ${batchId}`;
    },
    send: (parcel, { signal, onProgress }) =>
      new Promise<void>((resolve, reject) => {
        if (state.away) return reject(silent());
        const { name } = parcel.given.file;
        const leave = () => way.shift();
        signal.addEventListener('abort', () => {
          leave();
          reject(new DOMException('upload', 'AbortError'));
        });
        way.push({
          parcel,
          arrive: () => {
            leave();
            onProgress(1);
            log.push(`sent ${name} to ${parcel.batchId}, ${parcel.jobId}`);
            resolve();
          },
          fail: (error) => {
            leave();
            reject(error);
          },
        });
      }),
    stop: async (jobId) => {
      log.push(`stop ${jobId}`);
    },
    open: async ({ name }) => {
      if (state.gone.has(name)) throw refused('file.unreadable');
    },
    ended: (batchId) => log.push(`ended ${batchId}`),
  });
  const arrive = async () => {
    await breathe();
    way[0]?.arrive();
    await breathe();
  };
  return { uploads, clock, log, way, state, arrive };
}

describe('uploads', () => {
  it('are announced by name and brought one after the other; what is given meanwhile, to another batch too, waits its turn', async () => {
    const { uploads, log, arrive } = openWindow();
    uploads.bring('A', [file('1.jpg'), file('2.jpg')]);
    await arrive();
    uploads.bring('B', [file('3.jpg')]);
    expect(uploads.state()).toMatchObject({ batchId: 'A', done: 1, total: 3 });
    await arrive();
    expect(uploads.state()).toMatchObject({ batchId: 'B', done: 2, total: 3 });
    await arrive();
    expect(log).toEqual([
      'announce A 1.jpg 2.jpg',
      'sent 1.jpg to A, job of A',
      'sent 2.jpg to A, job of A',
      'ended A',
      'announce B 3.jpg',
      'sent 3.jpg to B, job of B',
      'ended B',
    ]);
    expect(uploads.state()).toEqual({ batchId: null, done: 0, total: 0, share: 0, failed: [] });
  });

  it('wait for a core that is away, and go on where they were', async () => {
    const { uploads, clock, log, way, state, arrive } = openWindow();
    state.away = true;
    uploads.bring('A', [file('1.jpg'), file('2.jpg')]);
    await breathe();
    expect([log, uploads.state().batchId]).toEqual([[], 'A']);
    state.away = false;
    await clock.pass(700);
    await breathe();
    // The line is cut in the middle of a file.
    way[0]?.fail(silent());
    state.away = true;
    await clock.pass(2_000);
    state.away = false;
    await clock.pass(700);
    await arrive();
    await arrive();
    expect(log.filter((line) => line.startsWith('sent'))).toEqual(['sent 1.jpg to A, job of A', 'sent 2.jpg to A, job of A']);
    expect(uploads.state()).toMatchObject({ batchId: null, failed: [] });
  });

  it('tell which file could not be sent, and bring the others', async () => {
    const { uploads, log, way, state, arrive } = openWindow();
    uploads.bring('A', [file('big.jpg'), file('gone.jpg'), file('3.jpg')]);
    await breathe();
    way[0]?.fail(refused('upload.tooLarge'));
    await breathe();
    // The file is not there any more: to the window that looks like a core that is away.
    state.gone.add('gone.jpg');
    way[0]?.fail(silent());
    await arrive();
    expect(uploads.state()).toMatchObject({
      batchId: null,
      failed: [
        { batchId: 'A', name: 'big.jpg', error: { code: 'upload.tooLarge' } },
        { batchId: 'A', name: 'gone.jpg', error: { code: 'file.unreadable' } },
      ],
    });
    expect(log.at(-2)).toBe('sent 3.jpg to A, job of A');
    uploads.clear();
    expect(uploads.state().failed).toEqual([]);
  });

  it('stop when a person says so: the core is told, and what is given afterwards is brought', async () => {
    const { uploads, log, arrive } = openWindow();
    uploads.bring('A', [file('1.jpg'), file('2.jpg')]);
    uploads.bring('B', [file('3.jpg')]);
    await arrive();
    uploads.stop();
    uploads.bring('C', [file('4.jpg')]);
    await breathe();
    await arrive();
    expect(log).toEqual([
      'announce A 1.jpg 2.jpg',
      'sent 1.jpg to A, job of A',
      'stop job of A',
      'ended A',
      'announce C 4.jpg',
      'sent 4.jpg to C, job of C',
      'ended C',
    ]);
    expect(uploads.state()).toMatchObject({ batchId: null, failed: [] });
  });
});
