import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { destinationTables, receiptAnswers } from '#domain/delivery';
import { connectPg } from '#engines/destination-postgres/connect-pg';
import { openDestination } from '#engines/destination-postgres/destination-postgres';
import { type Connection, usualLimits } from '#engines/destination-postgres/session';
import type { TestServer } from '#tests/fixtures/postgres';
import { faultyLine, testPassword } from '#tests/fixtures/postgres';
import { counts, destinationContract, tables } from './contract.ts';
import { columnOf, delivery, plainType, record, records, sha256, usualValues, uuid } from './fixtures.ts';

/** The SQL of a document, block by block. */
function sqlOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/```sql\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
}

const never = new AbortController().signal;

/** `many`: records of the largest delivery; `rounds`: moments at which a session is ended. Every run has the small one, a release the large one. */
const sizes = { usual: { many: 2_000, rounds: 6 }, large: { many: 10_000, rounds: 12 } } as const;

/**
 * The contract and what only a server can do: users that may not, servers that are away, and lines that break. `schema`: only that our
 * tables can be made and widened on a server of another version.
 */
export function serverContract(
  name: string,
  start: () => Promise<TestServer>,
  { part, size }: { readonly part: 'whole' | 'schema'; readonly size: keyof typeof sizes },
): void {
  const { many, rounds } = sizes[size];
  describe(name, () => {
    let server: TestServer;
    let keeper: Connection;
    let owner: Connection;
    let database = '';
    let made = 0;
    const askOf = (connection: Connection) => (sql: string) => connection.transaction((session) => session.query(sql), { writes: false });
    const ask = (sql: string) => askOf(owner)(sql);

    beforeAll(async () => {
      server = await start();
      keeper = connectPg(server.url('postgres'), null, usualLimits);
    }, 60_000);
    beforeEach(async () => {
      made += 1;
      database = `thử_${made}`;
      await keeper.transaction(
        async (session) => {
          // CREATE DATABASE wants to be outside of a transaction.
          await session.query('COMMIT');
          // By files: half the time of copying through the log.
          await session.query(`CREATE DATABASE "${database}" STRATEGY FILE_COPY`);
          await session.query('BEGIN');
        },
        { writes: true },
      );
      owner = connectPg(server.url(database), null, usualLimits);
    }, 60_000);
    afterAll(async () => {
      await server?.stop();
    }, 60_000);

    const open = (url = server.url(database)) => openDestination({ kind: 'postgres', url });
    const role = (user: string, rights: string) =>
      ask(`DO $do$ BEGIN DROP ROLE IF EXISTS "${user}"; CREATE ROLE "${user}" LOGIN PASSWORD '${testPassword}'; ${rights} END $do$`);
    const user = (prefix: string) => `${prefix}_${made}`;

    destinationContract(() => ({ ask, server: /^PostgreSQL 1[5-9]/, open: async () => open() }), many, part);
    if (part === 'schema') return;
    people();
    line();

    function people(): void {
      describe('people and servers', () => {
        it('tells a wrong password, user, database, port and host apart, and keeps secrets', async () => {
          const url = server.url(database);
          const secret = 'bí-mật-9f3';
          const cases: readonly [string, string, string][] = [
            [url.replace(encodeURIComponent(testPassword), encodeURIComponent(secret)), 'destination.refused', 'login'],
            [url.replace(`:${encodeURIComponent(testPassword)}@`, '@'), 'destination.refused', 'login'],
            [server.url(database, 'nobody'), 'destination.refused', 'login'],
            [server.url('not_there'), 'destination.refused', 'database'],
            [url.replace(`:${server.port}/`, ':1/'), 'destination.unreachable', 'connection'],
            [url.replace('127.0.0.1', 'no-such-host.invalid').concat('?sslmode=disable'), 'destination.unreachable', 'host'],
            [`${url}?sslmode=require`, 'destination.refused', 'tls'],
          ];
          for (const [address, code, reason] of cases) {
            const error = await open(address)
              .check()
              .then(
                () => null,
                (thrown: Error) => thrown,
              );
            expect(error, reason).toMatchObject({ code, params: { reason } });
            const said = `${error?.stack} ${JSON.stringify(error)} ${error?.cause instanceof Error ? `${error.cause.stack} ${JSON.stringify(error.cause)}` : ''}`;
            for (const word of [secret, encodeURIComponent(secret), testPassword, encodeURIComponent(testPassword)])
              expect(said).not.toContain(word);
          }
          const given = openDestination({
            kind: 'postgres',
            url: url.replace(encodeURIComponent(testPassword), 'wrong'),
            password: testPassword,
          });
          expect(await given.check()).toMatchObject({ schemaVersion: null });
          expect((await given.prepare(tables).then(() => given.deliver(delivery('h', []), never))).destination).toBe(
            `postgres://127.0.0.1:${server.port}/${database}`,
          );
        }, 30_000);

        it('no rights to create: refused clearly, and nothing is half made', async () => {
          await role(user('reader'), '');
          const reader = open(server.url(database, user('reader')));
          for (const attempt of [() => reader.check(), () => reader.prepare(tables)]) {
            await expect(attempt()).rejects.toMatchObject({ code: 'destination.refused', params: { reason: 'rights' } });
          }
          expect(await ask("SELECT FROM pg_namespace WHERE nspname = 'so_song'")).toEqual([]);
          await open().prepare(tables);
          for (const attempt of [
            () => reader.check(),
            () => reader.deliver(delivery('h', records(1, 'r')), never),
            () => reader.receipt('h'),
          ]) {
            await expect(attempt()).rejects.toMatchObject({ code: 'destination.refused', params: { reason: 'rights' } });
          }
        }, 30_000);

        it('an office that may only add: prepares without creating, delivers, cannot change or delete', async () => {
          await open().prepare(tables);
          const name = user('office');
          await role(name, mayOnlyAdd(name));
          const office = open(server.url(database, name));
          expect(await office.check()).toMatchObject({ schemaVersion: 1 });
          await office.prepare(tables);
          expect(await office.deliver(delivery('h', records(30, 'office')), never)).toMatchObject({ accepted: 30 });
          const mine = connectPg(server.url(database, name), null, usualLimits);
          await expect(askOf(mine)('DELETE FROM so_song.receipt')).rejects.toMatchObject({ params: { reason: 'rights' } });
          await expect(askOf(mine)('UPDATE so_song.test_register SET owner_name = NULL')).rejects.toMatchObject({
            params: { reason: 'rights' },
          });
        }, 30_000);

        it('row policies by commune refuse the records of others alone', async () => {
          await open().prepare(tables);
          const name = user('commune');
          await role(name, mayOnlyAdd(name));
          await ask('ALTER TABLE so_song.test_register ENABLE ROW LEVEL SECURITY');
          await ask(`CREATE POLICY own ON so_song.test_register USING (commune_code = '24133') WITH CHECK (commune_code = '24133')`);
          const foreign = record(uuid('foreign'), usualValues, undefined, '00001');
          const receipt = await open(server.url(database, name)).deliver(delivery('h', [...records(10, 'own'), foreign]), never);
          expect(receipt).toMatchObject({ accepted: 10, refused: [{ key: foreign.key, code: 'destination.notYours' }] });
        }, 30_000);

        it('a database that may only be read', async () => {
          await open().prepare(tables);
          await ask(`ALTER DATABASE "${database}" SET default_transaction_read_only = on`);
          for (const attempt of [() => open().check(), () => open().prepare(tables), () => open().deliver(delivery('h', []), never)]) {
            await expect(attempt()).rejects.toMatchObject({ code: 'destination.refused', params: { reason: 'readOnly' } });
          }
        }, 30_000);

        it('as the document for database teams says: rights and reconciliation', async () => {
          const [rights, reconciliation] = sqlOf(await readFile(new URL('../../docs/database-team.md', import.meta.url), 'utf8')).map(
            (text) =>
              text
                .replaceAll('…', testPassword)
                .replaceAll('so_song_owner', user('owner'))
                .replaceAll('office_tan_an', user('tan_an'))
                .replaceAll('DATABASE archive', `DATABASE "${database}"`),
          );
          const [before = '', after = ''] = rights?.split('-- after the owner') ?? [];
          const run = async (sql: string) => {
            const answers = [];
            for (const statement of sql.split(/;[^;\n]*\n/).filter((one) => /[A-Z]{5}/.test(one)))
              answers.push(await ask(statement.replace(/^ has prepared.*$/m, '')));
            return answers;
          };
          await run(before);
          await open(server.url(database, user('owner'))).prepare(destinationTables(plainType, columnOf));
          await run(after);
          // Tables that come later are covered too.
          await open(server.url(database, user('owner'))).prepare(tables);
          const office = open(server.url(database, user('tan_an')));
          const some = records(9, 'document');
          expect(await office.deliver(delivery('h1', some), never)).toMatchObject({ accepted: 9 });
          await office.deliver(delivery('h2', [...some, record('')]), never);
          const answers = await run(reconciliation ?? '');
          expect(answers.slice(0, 6)).toMatchObject([
            [
              { handover_id: 'h1', adds_up: true },
              { handover_id: 'h2', adds_up: true },
            ],
            [],
            [{ handover_id: 'h1', same: true }],
            [{ record_type: 'test-register' }],
            [{ code: 'record.noKey' }],
            [{}, {}, {}],
          ]);
          expect(answers).toHaveLength(7);
        }, 30_000);

        it('encrypts where the address says so, and knows its server where it says that', async ({ skip }) => {
          const made_ = server.certificate;
          if (made_ === null) return skip('there is no openssl to make a certificate');
          const configure = (...statements: readonly string[]) =>
            keeper.transaction(
              async (session) => {
                await session.query('COMMIT');
                for (const statement of [...statements, 'SELECT pg_reload_conf()', 'SELECT pg_sleep(0.5)']) await session.query(statement);
                await session.query('BEGIN');
              },
              { writes: true },
            );
          await configure(
            `ALTER SYSTEM SET ssl_cert_file = '${made_.certificate}'`,
            `ALTER SYSTEM SET ssl_key_file = '${made_.key}'`,
            'ALTER SYSTEM SET ssl = on',
          );
          try {
            const byName = server.url(database).replace('127.0.0.1', 'localhost');
            const root = `sslrootcert=${encodeURIComponent(made_.certificate)}`;
            const encrypted = connectPg(`${server.url(database)}?sslmode=require`, null, usualLimits);
            expect(await askOf(encrypted)('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()')).toEqual([{ ssl: true }]);
            for (const good of [`${byName}?sslmode=verify-full&${root}`, `${server.url(database)}?sslmode=verify-ca&${root}`])
              expect(await open(good).check()).toMatchObject({ schemaVersion: null });
            for (const bad of [
              `${byName}?sslmode=verify-full`,
              `${server.url(database)}?sslmode=verify-ca`,
              `${server.url(database)}?sslmode=verify-full&${root}`,
            ]) {
              await expect(open(bad).check(), bad).rejects.toMatchObject({ code: 'destination.refused', params: { reason: 'tls' } });
            }
          } finally {
            await configure('ALTER SYSTEM SET ssl = off');
          }
        }, 30_000);

        it('a database that is not in UTF-8', async () => {
          const old = `${database}_latin`;
          await keeper.transaction(
            async (session) => {
              await session.query('COMMIT');
              await session.query(`CREATE DATABASE "${old}" ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'`);
              await session.query('BEGIN');
            },
            { writes: true },
          );
          await expect(open(server.url(old)).check()).rejects.toMatchObject({
            code: 'destination.refused',
            params: { reason: 'encoding' },
          });
        }, 30_000);

        it('settings of the server and the user change nothing', async () => {
          await ask(`ALTER DATABASE "${database}" SET search_path = 'nowhere'`);
          await ask(`ALTER DATABASE "${database}" SET TimeZone = 'Asia/Ho_Chi_Minh'`);
          await ask(`ALTER DATABASE "${database}" SET DateStyle = 'SQL, DMY'`);
          await ask(`ALTER DATABASE "${database}" SET default_transaction_isolation = 'serializable'`);
          await ask(`ALTER DATABASE "${database}" SET standard_conforming_strings = off`);
          await open().prepare(tables);
          const sent = delivery('h', records(20, 'settings'));
          const receipt = await open().deliver(sent, never);
          expect(receiptAnswers(receipt, sent, sha256)).toBe(true);
          expect(Math.abs(Date.parse(receipt.receivedAt) - Date.now())).toBeLessThan(60_000);
        }, 30_000);
      });
    }

    function line(): void {
      describe('a line that breaks', () => {
        it('at every statement, before and after it was carried out: every record exactly once', async () => {
          await open().prepare(tables);
          const line = await faultyLine(server.port);
          const faulty = open(server.url(database).replace(`:${server.port}/`, `:${line.port}/`));
          const sent = (id: string) => delivery(id, records(5, id));
          line.cut(null);
          expect(await faulty.deliver(sent('whole'), never)).toMatchObject({ accepted: 5 });
          const statements = line.seen();
          expect(statements).toBeGreaterThan(15);
          let committed = 0;
          for (let statement = 1; statement <= statements; statement += 1) {
            for (const side of ['before', 'after'] as const) {
              const id = `${side} ${statement}`;
              line.cut({ side, statement });
              await expect(faulty.deliver(sent(id), never), id).rejects.toMatchObject({
                code: 'destination.unreachable',
                params: { reason: 'lost' },
              });
              line.cut(null);
              const before = await open().receipt(id);
              committed += before === null ? 0 : 1;
              const receipt = await faulty.deliver(sent(id), never);
              expect(receipt, id).toMatchObject({ sent: 5, accepted: 5, already: 0, refused: [] });
              if (before !== null) expect(receipt).toEqual(before);
              expect(receiptAnswers(receipt, sent(id), sha256)).toBe(true);
            }
          }
          // Only the answer to COMMIT can be lost after the fact.
          expect(committed).toBe(1);
          const deliveries = 1 + 2 * statements;
          expect(await counts(ask)).toEqual({
            handover: deliveries,
            receipt: deliveries,
            paper_record: 5 * deliveries,
            test_register: 5 * deliveries,
            test_register_member: 15 * deliveries,
            evidence: 5 * usualValues.length * deliveries,
            refusal: 0,
          });
          await line.stop();
        }, 120_000);

        it('by an administrator who ends the session, at any moment', async () => {
          await open().prepare(tables);
          let ended = 0;
          for (let round = 0; round < rounds; round += 1) {
            const sent = delivery(`round ${round}`, records(600, `round ${round}`));
            const running = open()
              .deliver(sent, never)
              .then(
                () => 'done',
                (error: unknown) => error,
              );
            await new Promise((resolve) => setTimeout(resolve, (300 * (round + 1)) / rounds));
            await askOf(keeper)(
              `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}' AND pid <> pg_backend_pid()`,
            );
            const answer = await running;
            if (answer !== 'done') {
              ended += 1;
              expect(answer).toMatchObject({ code: 'destination.unreachable', params: { reason: 'lost' } });
            }
            expect(await open().deliver(sent, never)).toMatchObject({ sent: 600, accepted: 600 });
          }
          expect(ended).toBeGreaterThan(2);
          expect(await counts(ask)).toMatchObject({
            receipt: rounds,
            paper_record: 600 * rounds,
            test_register: 600 * rounds,
            evidence: 600 * rounds * usualValues.length,
          });
        }, 120_000);

        it('says nothing: the statement and the connection have a time limit', async () => {
          await open().prepare(tables);
          await ask('CREATE FUNCTION so_song.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN NEW; END $$');
          await ask('CREATE TRIGGER slow BEFORE INSERT ON so_song.handover FOR EACH ROW EXECUTE FUNCTION so_song.slow()');
          const hasty = openDestination(
            { kind: 'postgres', url: server.url(database) },
            { connectSeconds: 1, statementSeconds: 1, lockSeconds: 1 },
          );
          await expect(hasty.deliver(delivery('h', records(1, 'slow')), never)).rejects.toMatchObject({
            code: 'destination.unreachable',
            params: { reason: 'timeout' },
          });
          const silent = createServer(() => undefined);
          await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
          const address = silent.address();
          const port = typeof address === 'object' && address !== null ? address.port : 0;
          const nobody = openDestination(
            { kind: 'postgres', url: `postgres://a:b@127.0.0.1:${port}/c` },
            { connectSeconds: 1, statementSeconds: 1, lockSeconds: 1 },
          );
          await expect(nobody.check()).rejects.toMatchObject({ code: 'destination.unreachable', params: { reason: 'timeout' } });
          silent.close();
        }, 30_000);

        it('stopped while the server computes: the statement is not waited for', async () => {
          await open().prepare(tables);
          await ask('CREATE FUNCTION so_song.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(5); RETURN NEW; END $$');
          await ask('CREATE TRIGGER slow BEFORE INSERT ON so_song.receipt FOR EACH ROW EXECUTE FUNCTION so_song.slow()');
          const stop = new AbortController();
          const running = open().deliver(delivery('h', records(1, 'abort')), stop.signal);
          setTimeout(() => stop.abort(), 300);
          const start = performance.now();
          expect(await running.catch((error: unknown) => error === stop.signal.reason)).toBe(true);
          expect(performance.now() - start).toBeLessThan(2000);
          expect(await counts(ask)).toMatchObject({ receipt: 0, paper_record: 0 });
        }, 30_000);
      });
    }
  });
}

/** Rights of an office that reads and adds, and can change or delete nothing. */
function mayOnlyAdd(name: string): string {
  return `GRANT USAGE ON SCHEMA so_song TO "${name}"; GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA so_song TO "${name}";`;
}
