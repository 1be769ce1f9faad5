import { open } from 'node:fs/promises';

/** Scanners and signing programs add up to some kilobytes of their own after the end. */
const lookedAt = 64 * 1024;

/**
 * Whether a file has its end, by its kind: JPEG, PNG and PDF end with a mark, the directory of a TIFF lies inside the file. Of other files
 * nothing is known and the answer is yes. A copy under way has its start first, and some programs give it its full size at once.
 */
export async function seemsWhole(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = await part(0, Math.min(size, 1024));
    const start = head.toString('latin1');
    const tail = async () => await part(Math.max(0, size - lookedAt), Math.min(size, lookedAt));
    if (start.startsWith('\xff\xd8\xff')) return (await tail()).includes(Buffer.from([0xff, 0xd9]));
    if (start.startsWith('\x89PNG')) return (await tail()).includes('IEND');
    if (start.includes('%PDF-')) return (await tail()).includes('%%EOF');
    if (/^(?:II\*\0|MM\0\*)/.test(start) && size >= 8) {
      const at = start.startsWith('II') ? head.readUInt32LE(4) : head.readUInt32BE(4);
      return at >= 8 && at + 2 < size && (await part(at, 2)).some((byte) => byte !== 0) && (await tail()).some((byte) => byte !== 0);
    }
    return start.length > 0 && [...head].some((byte) => byte !== 0);
  } finally {
    await file.close();
  }

  async function part(position: number, length: number): Promise<Buffer> {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  }
}
