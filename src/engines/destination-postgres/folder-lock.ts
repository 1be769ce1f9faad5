import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * One process for a folder. The lock is a named pipe (Windows) or a socket (elsewhere) that the operating system takes away with the
 * process, however that ends: no stale file, no number of a process that is another one by now. Answers how to unlock, or null when
 * another process has the folder. Holds on one machine; a folder on a network share must not be opened from two.
 */
export async function lockFolder(folder: string): Promise<(() => Promise<void>) | null> {
  const address = addressOf(folder);
  let server = await listen(address);
  if (server === null && isFile(address) && !(await connects(address))) {
    await unlink(address).catch(() => undefined);
    server = await listen(address);
  }
  if (server === null) return null;
  const held = server;
  return () => new Promise((resolve) => held.close(() => resolve()));
}

/**
 * Whether the process that has the folder answers for it. One that is about to end, because whoever started it is gone, does not; one that
 * computes answers when it is ready, or ends then.
 */
export function isHeld(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(addressOf(folder));
    socket.once('data', () => resolve(true)).once('close', () => resolve(false));
    socket.on('error', () => undefined);
  });
}

/** Milliseconds until a holder answers: it may just have lost its parent and not know yet. */
const certain = 150;

function addressOf(folder: string): string {
  const key = createHash('sha256')
    .update(process.platform === 'win32' ? folder.toLowerCase() : folder)
    .digest('hex')
    .slice(0, 32);
  if (process.platform === 'win32') return `\\\\.\\pipe\\so-song-${key}`;
  // Linux: the abstract namespace, which leaves no file behind. Elsewhere a socket file, tried before it is believed.
  return process.platform === 'linux' ? `\0so-song-${key}` : join(tmpdir(), `so-song-${key}.sock`);
}

function isFile(address: string): boolean {
  return address.endsWith('.sock');
}

function listen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      setTimeout(() => socket.end('held'), certain);
    });
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(null) : reject(error),
    );
    server.listen(address, () => resolve(server.unref()));
  });
}

function connects(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
