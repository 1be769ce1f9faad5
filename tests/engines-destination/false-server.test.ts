import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDestination } from '#engines/destination-postgres/destination-postgres';
import { openDatabase } from '#engines/queue-pgboss/database';

/** Whoever stands in the place of the server: takes any connection, encrypted too, and asks for the password in clear. */
const folder = mkdtempSync(join(tmpdir(), 'so-song-false-'));
const [key, certificate] = [join(folder, 'false.key'), join(folder, 'false.crt')];
/** A variable, for knip: it is no package of ours. */
const openssl = 'openssl';
const password = 'bí mật của xã';
let server: Server;
let port = 0;
let heard = '';
let asked = 0;

beforeAll(async () => {
  const subject = ['-subj', '/CN=false', '-addext', 'subjectAltName=IP:::ffff:127.0.0.1,IP:127.0.0.1'];
  execFileSync(openssl, ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  });
  server = createServer((socket) => converse(socket, true));
  await new Promise<void>((resolve) => server.listen(0, '::', resolve));
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  heard = '';
  asked = 0;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** PostgreSQL's first words: SSLRequest is answered by S, a startup message by AuthenticationCleartextPassword. */
function converse(socket: Socket, mayEncrypt: boolean): void {
  socket.on('error', () => undefined);
  socket.once('data', (first) => {
    if (mayEncrypt && first.readInt32BE(4) === 80_877_103) {
      socket.write('S');
      converse(new TLSSocket(socket, { isServer: true, key: readFileSync(key), cert: readFileSync(certificate) }), false);
      return;
    }
    socket.on('data', (said) => {
      heard += said.toString('utf8');
      socket.destroy();
    });
    asked += 1;
    socket.write(Buffer.from([82, 0, 0, 0, 8, 0, 0, 0, 3]));
  });
}

// An address of this machine that does not say so, as any other host.
const elsewhere = () => `[::ffff:127.0.0.1]:${port}`;
const reasonOf = (host: string, more = '') =>
  openDestination({ kind: 'postgres', url: `postgres://xã@${host}/db${more}`, password })
    .check()
    .then(
      () => 'connected',
      (error: { code?: string; params?: { reason?: string } }) => `${error.code} ${error.params?.reason}`,
    );

describe('a false server', () => {
  it('is not spoken to when the address says nothing', async () => {
    expect([await reasonOf(elsewhere()), asked, heard]).toEqual(['destination.refused tls', 0, '']);
  });

  it.each(['?sslmode=require', '?sslmode=disable'])('gets no password with %s', async (more) => {
    expect([await reasonOf(elsewhere(), more), asked, heard]).toEqual(['destination.refused clearPassword', 1, '']);
  });

  it('gets none on this machine either', async () => {
    expect([await reasonOf(`127.0.0.1:${port}`), asked, heard]).toEqual(['destination.refused clearPassword', 1, '']);
  });

  it('gets none for the pages that other computers read', async () => {
    const url = `postgres://xã@${elsewhere()}/db?sslmode=require`;
    const database = openDatabase(url, password);
    await expect(database.executeSql('SELECT 1')).rejects.toMatchObject({ params: { reason: 'clearPassword' } });
    await database.close();
    expect([asked > 0, heard]).toEqual([true, '']);
  });

  it('a server that proves itself does get it', async () => {
    const root = `sslrootcert=${encodeURIComponent(certificate)}`;
    expect(await reasonOf(elsewhere(), `?${root}`)).toBe('destination.unreachable lost');
    expect([asked, heard.includes(password)]).toEqual([1, true]);
  });
});
