import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { problem } from '#domain/problem';

/**
 * Pages and readings are sealed with a key that the office's computers share and the database never sees: AES-256-GCM, a fresh nonce
 * each time, bound to the page's id and to what it is, so that nothing can be read, changed or exchanged on the way.
 */
export interface Seal {
  /** The same on all computers with this key; tells nothing of it. */
  readonly check: string;
  readonly close: (what: string, bytes: Uint8Array) => Buffer;
  /** Null for what this key did not seal. */
  readonly open: (what: string, sealed: Uint8Array) => Buffer | null;
}

const nonceBytes = 12;
const tagBytes = 16;

/** A key as it is kept and carried: 256 bits in 43 letters and digits. */
export function newQueueKey(): string {
  return randomBytes(32).toString('base64url');
}

/** `queue.badKey` for a text that is no such key. */
export function openSeal(text: string): Seal {
  const key = Buffer.from(text.trim(), 'base64url');
  if (key.length !== 32 || key.toString('base64url') !== text.trim()) throw problem('queue.badKey', {});
  return {
    check: createHmac('sha256', key).update('so-song reading queue').digest('hex').slice(0, 16),
    close: (what, bytes) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(what));
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open: (what, sealed) => {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
          .setAAD(Buffer.from(what))
          .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
        return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
      } catch {
        return null;
      }
    },
  };
}

export function packed(value: unknown): Buffer {
  return gzipSync(JSON.stringify(value));
}

export function unpacked(bytes: Uint8Array): unknown {
  return JSON.parse(gunzipSync(bytes).toString('utf8'));
}
