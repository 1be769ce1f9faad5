import { describe, expect, it } from 'vitest';
import { canonicalJson, type DeliveryRecord, destinationTables, receiptAnswers, receiptDigest } from '#domain/delivery';
import type { Destination } from '#ports';
import { columnOf, delivery, plainType, record, records, sha256, testType, usualValues, uuid, value, widerType } from './fixtures.ts';

/** One kind of database to hold to the contract. Every test starts on a destination without our schema. */
export interface Variant {
  readonly open: () => Promise<Destination>;
  /** Rows as the database's owner sees them. */
  readonly ask: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** What `check` says of the server. */
  readonly server: RegExp;
}

const never = new AbortController().signal;
export const tables = [...destinationTables(testType, columnOf), ...destinationTables(plainType, columnOf)];
const seconds = 60_000;

export async function counts(ask: Variant['ask']): Promise<Readonly<Record<string, number>>> {
  const names = ['handover', 'receipt', 'paper_record', 'evidence', 'test_register', 'test_register_member', 'refusal'];
  const [row] = await ask(`SELECT ${names.map((name) => `(SELECT count(*)::integer FROM so_song.${name}) AS ${name}`).join(', ')}`);
  return row as Record<string, number>;
}

/** Registers the tests. `many`: records of the largest delivery, more than go in one statement. */
export function destinationContract(variant: () => Variant, many: number, part: 'whole' | 'schema' = 'whole'): void {
  async function using<T>(work: (destination: Destination, ask: Variant['ask']) => Promise<T>): Promise<T> {
    const { open, ask } = variant();
    const destination = await open();
    try {
      return await work(destination, ask);
    } finally {
      await destination.close();
    }
  }
  const test = (name: string, work: (destination: Destination, ask: Variant['ask']) => Promise<void>) =>
    it(name, () => using(work), seconds);

  describe('schema', () => {
    test('tells what is there, before and after it was prepared, and may be prepared again', async (destination, ask) => {
      expect(await destination.check()).toEqual({ server: expect.stringMatching(variant().server), schemaVersion: null });
      expect(await destination.receipt('h')).toBeNull();
      await destination.prepare(tables);
      const columns = () =>
        ask(
          `SELECT table_name, column_name, data_type, is_generated FROM information_schema.columns WHERE table_schema = 'so_song' ORDER BY 1, 2`,
        );
      const before = await columns();
      await destination.prepare(tables);
      expect(await columns()).toEqual(before);
      expect(await destination.check()).toMatchObject({ schemaVersion: 1 });
      const keys = await ask(`SELECT conrelid::regclass::text AS name, pg_get_constraintdef(oid) AS key FROM pg_constraint
        WHERE contype = 'p' AND conrelid IN ('so_song.paper_record'::regclass, 'so_song.evidence'::regclass, 'so_song.test_register'::regclass, 'so_song.test_register_member'::regclass)`);
      for (const { key } of keys) expect(key).toMatch(/^PRIMARY KEY \(commune_code, record_key/);
      expect(keys).toHaveLength(4);
    });

    test('prepared twice at once is prepared once', async (destination) => {
      await Promise.all([destination.prepare(tables), destination.prepare(tables)]);
      expect(await destination.check()).toMatchObject({ schemaVersion: 1 });
    });

    test('refuses deliveries before it was prepared, and of tables and columns that it does not know', async (destination) => {
      await expect(destination.deliver(delivery('h', []), never)).rejects.toMatchObject({
        code: 'destination.refused',
        params: { reason: 'notPrepared' },
      });
      await destination.prepare(destinationTables(testType, columnOf));
      for (const one of [record(uuid('a'), usualValues, plainType), record(uuid('b'), usualValues, widerType)]) {
        await expect(destination.deliver(delivery('h', [one]), never)).rejects.toMatchObject({
          code: 'destination.refused',
          params: { reason: 'notPrepared' },
        });
      }
      expect(await destination.receipt('h')).toBeNull();
    });

    test('a newer version of a type widens its tables and keeps what is there', async (destination, ask) => {
      await destination.prepare(tables);
      const old = record(uuid('old'));
      await destination.deliver(delivery('h1', [old]), never);
      await destination.prepare(destinationTables(widerType, columnOf));
      // A workstation that still has the old version prepares and delivers as before.
      await destination.prepare(tables);
      const wide = record(
        uuid('wide'),
        [...usualValues, value('note', 'Ghi chú'), value('since', '2020-02-29'), value('members[0].sex', 'Nữ')],
        widerType,
      );
      expect(await destination.deliver(delivery('h2', [wide, old, record(uuid('old 2'))]), never)).toMatchObject({
        accepted: 2,
        already: 1,
        refused: [],
      });
      expect(await ask(`SELECT note, since_day::text FROM so_song.test_register WHERE record_key = '${wide.key}'`)).toEqual([
        { note: 'Ghi chú', since_day: '2020-02-29' },
      ]);
      expect(await ask(`SELECT note, owner_name IS NOT NULL AS kept FROM so_song.test_register WHERE record_key = '${old.key}'`)).toEqual([
        { note: null, kept: true },
      ]);
    });

    test('versions of a type may be prepared together, in any order', async (destination, ask) => {
      await destination.prepare([...destinationTables(widerType, columnOf), ...tables].reverse());
      await destination.prepare([...tables, ...destinationTables(widerType, columnOf)]);
      const found = await ask(
        `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'test_register' AND column_name LIKE 'since%' ORDER BY 1`,
      );
      expect(found).toEqual([{ name: 'since' }, { name: 'since_day' }]);
      const clash = destinationTables(testType, (kind) => (kind === 'area' ? 'bigint' : columnOf(kind)));
      await expect(destination.prepare([...tables, ...clash])).rejects.toMatchObject({ params: { reason: 'columnType' } });
    });

    test('refuses a type whose column there is of another type', async (destination) => {
      await destination.prepare(tables);
      const other = destinationTables(testType, (kind) => (kind === 'area' ? 'bigint' : columnOf(kind)));
      await expect(destination.prepare(other)).rejects.toMatchObject({ code: 'destination.refused', params: { reason: 'columnType' } });
    });

    test('leaves a schema alone that a newer workstation has made', async (destination, ask) => {
      await destination.prepare(tables);
      await ask('INSERT INTO so_song.schema_version (version) VALUES (99)');
      expect(await destination.check()).toMatchObject({ schemaVersion: 99 });
      await expect(destination.prepare(tables)).rejects.toMatchObject({ code: 'destination.refused', params: { reason: 'schemaNewer' } });
      await expect(destination.deliver(delivery('h', records(1, 'newer')), never)).rejects.toMatchObject({
        params: { reason: 'schemaNewer' },
      });
    });
  });

  if (part === 'schema') return;
  describe('delivery', () => {
    test('stores every value exactly, with its evidence and a receipt that can be recomputed', async (destination, ask) => {
      await destination.prepare(tables);
      const one = record(uuid('one'));
      const sent = delivery('h', [one, record(uuid('two'), usualValues, plainType, '00004')]);
      const receipt = await destination.deliver(sent, never);
      expect(receipt).toMatchObject({
        handoverId: 'h',
        sent: 2,
        accepted: 2,
        already: 0,
        refused: [],
        digest: receiptDigest(sent.contents, sha256),
      });
      expect(receiptAnswers(receipt, sent, sha256)).toBe(true);
      expect(Math.abs(Date.parse(receipt.receivedAt) - Date.now())).toBeLessThan(60_000);
      expect(
        await ask(
          `SELECT commune_code, record_key, owner_name, area_m2::text, capital_vnd::text, birth_year, issue_date, issue_date_day FROM so_song.test_register`,
        ),
      ).toEqual([
        {
          commune_code: '24133',
          record_key: one.key,
          owner_name: usualValues[0]?.value,
          area_m2: '1250.50',
          capital_vnd: '9007199254740993',
          birth_year: 1985,
          issue_date: '2011-07',
          issue_date_day: null,
        },
      ]);
      expect(await ask(`SELECT row_index, full_name, born, born_day::text FROM so_song.test_register_member ORDER BY row_index`)).toEqual([
        { row_index: 0, full_name: 'NGUYỄN THỊ HỒNG GẤM', born: '1985-02-28', born_day: '1985-02-28' },
        { row_index: 1, full_name: null, born: null, born_day: null },
        { row_index: 2, full_name: 'Trần Văn Út', born: null, born_day: null },
      ]);
      const evidence =
        await ask(`SELECT path, value, raw, confidence, state, handwritten, page_sha256 AS "pageSha256", box, decided_by AS "decidedBy",
        to_char(decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "decidedAt", findings FROM so_song.evidence WHERE record_key = '${one.key}' ORDER BY path COLLATE "C"`);
      expect(evidence).toEqual(one.evidence);
      // What arrived gives the digest that was sent.
      expect(sha256(canonicalJson({ ...one, digest: undefined, evidence }))).toBe(one.digest);
      expect(
        await ask(`SELECT record_type, type_version, digest, handover_id FROM so_song.paper_record WHERE commune_code = '24133'`),
      ).toEqual([{ record_type: 'test-register', type_version: 1, digest: one.digest, handover_id: 'h' }]);
    });

    test('repeated, it answers the first receipt and writes nothing', async (destination, ask) => {
      await destination.prepare(tables);
      const sent = delivery('h', records(7, 'repeat'));
      const first = await destination.deliver(sent, never);
      const before = await counts(ask);
      expect(await destination.deliver(sent, never)).toEqual(first);
      expect(await destination.receipt('h')).toEqual(first);
      expect(await counts(ask)).toEqual(before);
    });

    test('two at once of the same hand-over: one writes, both have its receipt', async (destination, ask) => {
      await destination.prepare(tables);
      const sent = delivery('h', records(300, 'twice'));
      const [one, other] = await Promise.all([destination.deliver(sent, never), destination.deliver(sent, never)]);
      expect(other).toEqual(one);
      expect(one).toMatchObject({ sent: 300, accepted: 300 });
      expect(await counts(ask)).toMatchObject({
        handover: 1,
        receipt: 1,
        paper_record: 300,
        test_register: 300,
        evidence: 300 * usualValues.length,
      });
    });

    test('other hand-overs at once with the same records, also of other offices: every record once', async (destination, ask) => {
      await destination.prepare(tables);
      const some = records(400, 'offices');
      const receipts = await Promise.all([
        destination.deliver(delivery('h1', some.slice(0, 300), { office: 'A' }), never),
        destination.deliver(delivery('h2', [...some.slice(100)].reverse(), { office: 'B' }), never),
        destination.deliver(delivery('h3', some.slice(50, 350), { office: 'A' }), never),
      ]);
      expect(receipts.reduce((sum, receipt) => sum + receipt.accepted, 0)).toBe(400);
      for (const receipt of receipts) expect(receipt).toMatchObject({ sent: 300, refused: [], already: 300 - receipt.accepted });
      expect(await counts(ask)).toMatchObject({ paper_record: 400, evidence: 400 * usualValues.length, receipt: 3 });
    });

    test('counts what it already has, and refuses what has changed', async (destination, ask) => {
      await destination.prepare(tables);
      const some = records(3, 'known');
      await destination.deliver(delivery('h1', some), never);
      const changed = record(some[0]?.key ?? '', [value('ownerName', 'Người khác')]);
      const moved = record(some[1]?.key ?? '', usualValues, testType, '99999');
      const sent = delivery('h2', [changed, moved, ...some.slice(2), record(uuid('new'))]);
      const receipt = await destination.deliver(sent, never);
      expect(receipt).toMatchObject({ sent: 4, accepted: 1, already: 1 });
      expect(receipt.refused).toEqual([
        { key: changed.key, code: 'record.changed', detail: '' },
        { key: moved.key, code: 'record.changed', detail: '' },
      ]);
      expect(receiptAnswers(receipt, sent, sha256)).toBe(true);
      expect(await ask(`SELECT owner_name FROM so_song.test_register WHERE record_key = '${changed.key}'`)).toEqual([
        { owner_name: usualValues[0]?.value },
      ]);
      expect(await ask('SELECT record_key, code FROM so_song.refusal ORDER BY position')).toEqual(
        receipt.refused.map(({ key, code }) => ({ record_key: key, code })),
      );
    });

    test('the same record twice in one delivery is one; two that differ are both refused', async (destination, ask) => {
      await destination.prepare(tables);
      const [same, twin, other] = [record(uuid('same')), record(uuid('twin')), record(uuid('twin'), [value('ownerName', 'Khác')])];
      const sent = delivery('h', [same, twin, same, other]);
      const receipt = await destination.deliver(sent, never);
      expect(receipt).toMatchObject({
        sent: 4,
        accepted: 1,
        already: 1,
        refused: [
          { key: twin.key, code: 'record.doubled' },
          { key: twin.key, code: 'record.doubled' },
        ],
      });
      expect(receiptAnswers(receipt, sent, sha256)).toBe(true);
      expect(await counts(ask)).toMatchObject({ paper_record: 1, refusal: 2 });
    });

    test('a value that does not fit refuses its record alone, with the column', async (destination, ask) => {
      await destination.prepare(tables);
      const bad = (name: string, path: string, text: string) => record(uuid(name), [value(path, text)]);
      const wrong: readonly [DeliveryRecord, string][] = [
        [bad('1', 'area', 'một nghìn'), 'test_register.area_m2'],
        [bad('2', 'area', 'NaN'), 'test_register.area_m2'],
        [bad('3', 'capital', '9223372036854775808'), 'test_register.capital_vnd'],
        [bad('4', 'birthYear', '2147483648'), 'test_register.birth_year'],
        [bad('5', 'issueDate', '2023-02-29'), 'test_register.issue_date'],
        [bad('6', 'issueDate', '29/02/2024'), 'test_register.issue_date'],
        [bad('7', 'ownerName', 'Nguyễn\u0000Văn'), 'test_register.owner_name'],
        [bad('8', 'ownerName', 'Nguyễn \ud800'), 'test_register.owner_name'],
        [bad('9', 'members[1].born', '1985-13'), 'test_register_member.born'],
        [record(uuid('10'), [value('ownerName', 'A', { raw: 'A\u0000' })]), 'evidence'],
      ];
      const good = records(5, 'good');
      const receipt = await destination.deliver(
        delivery('h', [...good.slice(0, 2), ...wrong.map(([one]) => one), ...good.slice(2)]),
        never,
      );
      expect(receipt).toMatchObject({ sent: 15, accepted: 5, already: 0 });
      expect(receipt.refused).toEqual(wrong.map(([one, detail]) => ({ key: one.key, code: 'value.notOfType', detail })));
      expect(await counts(ask)).toMatchObject({ paper_record: 5, test_register: 5, test_register_member: 15 });
    });

    test('a record without key or commune is refused', async (destination) => {
      await destination.prepare(tables);
      const receipt = await destination.deliver(
        delivery('h', [record(''), record(uuid('x'), usualValues, testType, ''), record(uuid('y'))]),
        never,
      );
      expect(receipt).toMatchObject({ accepted: 1, refused: [{ code: 'record.noKey' }, { code: 'record.noKey' }] });
    });

    test('rules of the destination refuse the record alone, and never tell values', async (destination, ask) => {
      await destination.prepare(tables);
      await ask(`ALTER TABLE so_song.test_register ADD CONSTRAINT adult CHECK (birth_year < 2000)`);
      await ask(`CREATE UNIQUE INDEX one_owner ON so_song.test_register (owner_name) WHERE owner_name = 'Riêng'`);
      await ask(
        `CREATE FUNCTION so_song.no_draft() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.full_name = 'Nháp' THEN RAISE 'không nhận %', NEW.full_name; END IF; RETURN NEW; END $$`,
      );
      await ask('CREATE TRIGGER no_draft BEFORE INSERT ON so_song.test_register_member FOR EACH ROW EXECUTE FUNCTION so_song.no_draft()');
      const young = record(uuid('young'), [value('birthYear', '2001')]);
      const own = [record(uuid('own 1'), [value('ownerName', 'Riêng')]), record(uuid('own 2'), [value('ownerName', 'Riêng')])];
      const draft = record(uuid('draft'), [value('members[0].fullName', 'Nháp')]);
      const receipt = await destination.deliver(delivery('h', [...records(20, 'rules'), young, ...own, draft]), never);
      expect(receipt).toMatchObject({ sent: 24, accepted: 21 });
      const details = Object.fromEntries(receipt.refused.map((refusal) => [refusal.key, `${refusal.code} ${refusal.detail}`]));
      expect(Object.keys(details)).toHaveLength(3);
      expect(details[young.key]).toBe('destination.rule 23514 test_register.adult');
      expect(details[draft.key]).toBe('destination.rule P0001');
      expect(own.map(({ key }) => details[key]).filter((detail) => detail !== undefined)).toEqual([
        'destination.rule 23505 test_register.one_owner',
      ]);
      expect(JSON.stringify(receipt)).not.toMatch(/Riêng|Nháp|2001/);
    });

    test('nothing is stored otherwise than it was sent', async (destination, ask) => {
      await destination.prepare(tables);
      await ask('ALTER TABLE so_song.test_register ALTER COLUMN area_m2 TYPE numeric(12, 0)');
      await ask(
        `CREATE FUNCTION so_song.swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.path = 'capital' THEN RETURN NULL; END IF; RETURN NEW; END $$`,
      );
      await ask('CREATE TRIGGER swallow BEFORE INSERT ON so_song.evidence FOR EACH ROW EXECUTE FUNCTION so_song.swallow()');
      const [rounded, swallowed, whole] = [
        record(uuid('r'), [value('area', '1250.5')]),
        record(uuid('s'), [value('capital', '1')]),
        record(uuid('w'), [value('area', '1250')]),
      ];
      const receipt = await destination.deliver(delivery('h', [rounded, swallowed, whole]), never);
      expect(receipt).toMatchObject({
        accepted: 1,
        refused: [
          { key: rounded.key, code: 'destination.altered', detail: 'test_register' },
          { key: swallowed.key, code: 'destination.altered', detail: 'evidence' },
        ],
      });
    });

    test('nothing at all is a delivery too, and a record may be empty', async (destination) => {
      await destination.prepare(tables);
      expect(await destination.deliver(delivery('h1', []), never)).toMatchObject({ sent: 0, accepted: 0, digest: sha256('') });
      const empty = [
        record(uuid('empty'), []),
        record(uuid('plain'), [], plainType),
        record(uuid('rows'), [value('members[0].fullName', null, { state: 'blank', raw: null })]),
      ];
      expect(await destination.deliver(delivery('h2', empty), never)).toMatchObject({ sent: 3, accepted: 3, refused: [] });
    });

    test('a deadlock is tried again, three times; other trouble of the server is told and leaves nothing', async (destination, ask) => {
      await destination.prepare(tables);
      await ask('CREATE SEQUENCE so_song.tries');
      const fail = (state: string, times: number) =>
        ask(`CREATE OR REPLACE FUNCTION so_song.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF nextval('so_song.tries') <= ${times} THEN RAISE EXCEPTION 'bí mật' USING ERRCODE = '${state}'; END IF; RETURN NEW; END $$`);
      await fail('40P01', 2);
      await ask('CREATE TRIGGER fail BEFORE INSERT ON so_song.receipt FOR EACH ROW EXECUTE FUNCTION so_song.fail()');
      expect(await destination.deliver(delivery('passes', records(3, 'passes')), never)).toMatchObject({ accepted: 3 });
      for (const [state, code, reason] of [
        ['40001', 'destination.refused', 'conflict'],
        ['53100', 'destination.refused', 'diskFull'],
        ['XX001', 'destination.refused', 'damaged'],
        ['55P03', 'destination.refused', 'busy'],
        ['57014', 'destination.unreachable', 'timeout'],
        ['53300', 'destination.unreachable', 'tooManyConnections'],
      ] as const) {
        await fail(state, 1_000_000);
        const error = await destination.deliver(delivery(state, records(3, state)), never).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ code, params: { reason } });
        expect(error instanceof Error ? `${error.stack} ${error.cause}` : '').not.toContain('bí mật');
      }
      expect(await counts(ask)).toMatchObject({ receipt: 1, handover: 1, paper_record: 3 });
    });

    test('stopped on the way, it leaves nothing and can be repeated', async (destination, ask) => {
      await destination.prepare(tables);
      const sent = delivery('h', records(1500, 'stop'));
      const reason = new Error('stopped by a person');
      await expect(destination.deliver(sent, AbortSignal.abort(reason))).rejects.toBe(reason);
      const stop = new AbortController();
      const running = destination.deliver(sent, stop.signal);
      setTimeout(() => stop.abort(reason), 60);
      await expect(running).rejects.toBe(reason);
      expect(await counts(ask)).toMatchObject({ handover: 0, receipt: 0, paper_record: 0 });
      expect(await destination.deliver(sent, never)).toMatchObject({ accepted: 1500 });
    });

    test('receipts and records survive a restart of the workstation', async (destination) => {
      await destination.prepare(tables);
      const sent = delivery('h', records(3, 'restart'));
      const receipt = await destination.deliver(sent, never);
      await destination.close();
      const again = await variant().open();
      try {
        expect(await again.receipt('h')).toEqual(receipt);
        expect(await again.deliver(sent, never)).toEqual(receipt);
      } finally {
        await again.close();
      }
    });

    test(`${many} records in one delivery`, async (destination, ask) => {
      await destination.prepare(tables);
      const sent = delivery('h', records(many, 'many'));
      expect(receiptAnswers(await destination.deliver(sent, never), sent, sha256)).toBe(true);
      const [members, evidence] = [3 * many, usualValues.length * many];
      expect(await counts(ask)).toMatchObject({ paper_record: many, test_register: many, test_register_member: members, evidence });
    });
  });
}
