import { describe, expect, test } from 'vitest';
import { newQueueKey, openSeal, packed, unpacked } from '#engines/queue-pgboss/seal';

describe('a sealed page', () => {
  const key = newQueueKey();
  const page = new TextEncoder().encode('trang giấy');

  test('is opened by the same key for the same purpose alone', () => {
    const sealed = openSeal(key).close('page 1', page);
    expect(openSeal(`${key}\n`).open('page 1', sealed)).toEqual(Buffer.from(page));
    expect(openSeal(key).open('page 2', sealed)).toBeNull();
    expect(openSeal(newQueueKey()).open('page 1', sealed)).toBeNull();
    expect(sealed.includes(Buffer.from(page))).toBe(false);
    expect(openSeal(key).close('page 1', page)).not.toEqual(sealed);
  });

  test('that was changed anywhere, or cut, is not opened', () => {
    const { close, open } = openSeal(key);
    const sealed = close('page 1', page);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(open('page 1', changed), String(at)).toBeNull();
      expect(open('page 1', sealed.subarray(0, at)), String(at)).toBeNull();
    }
  });

  test('has a key of 256 bits, known by a mark that does not tell it', () => {
    expect(openSeal(key).check).toBe(openSeal(key).check);
    expect(openSeal(key).check).not.toBe(openSeal(newQueueKey()).check);
    for (const wrong of ['', 'khóa', key.slice(1), `${key}A`, key.replace(/.$/, '!')])
      expect(() => openSeal(wrong), wrong).toThrow(expect.objectContaining({ code: 'queue.badKey' }));
  });

  test('carries what is read as it was', () => {
    const reading = { text: 'Nguyễn Thị Ánh', confidence: 0.1 + 0.2, none: null, list: [] };
    expect(unpacked(packed(reading))).toEqual(reading);
  });
});
