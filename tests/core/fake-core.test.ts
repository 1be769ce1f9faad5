import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { PaperRecord } from '#domain/paper-record';
import type { Workstation } from '#main/open-workstation';
import { openFakeCore } from '#tests/renderer/fake-core';
import { openTestCore, temporaryFolder } from './fixtures.ts';
import { seed, seedBatch, seedRecord } from './seed.ts';

/** The desk's tests have a core in memory: whatever is asked of both, it answers as the real one does, findings of checks apart. */
const folder = temporaryFolder();
const runs = 12;
let core: Workstation;
const ids: string[] = [];

beforeAll(async () => {
  seed(folder, (write) => {
    const batch = seedBatch(write);
    const values = {
      headName: 'Y Bhit',
      bookNumber: '123456789',
      'members[0].fullName': 'H Bia',
      'members[0].sex': 'Nữ',
      'members[1].fullName': 'Y Thi',
      'members[1].sex': 'Nam',
    };
    for (let run = 0; run < runs; run += 1)
      ids.push(seedRecord(write, batch, { type: 'household-register-book', state: 'open', valueState: 'read', values }));
  });
  core = await openTestCore(folder);
});
afterAll(() => core.close());

const path = fc.constantFrom(
  'headName',
  'issueDate',
  'members[0].fullName',
  'members[0].sex',
  'members[1].sex',
  'members[2].fullName',
  'nothing',
);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      path,
      decision: fc.constantFrom('confirm', 'correct', 'unreadable', 'blank'),
      typed: fc.constantFrom('Y Bhĭt', 'Nam', '1/2/1990', ''),
      /** Below zero: an older revision than the present one. */
      revision: fc.constantFrom(0, 0, 0, 0, -1),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('undo' as const), path: fc.option(path, { freq: 1 }), revision: fc.constantFrom(0, 0, -1) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('draft' as const), path, typed: fc.constantFrom('x', 'y', null) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'addRow' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('removeRow' as const), index: fc.nat(3) }) },
);

/** What an answer says, without findings and the two clocks. */
function told(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  const { values, findings: _findings, drafts, ...rest } = answer as Partial<PaperRecord>;
  const bare = (values ?? []).map(({ findings: _own, decidedAt, ...value }) => ({ ...value, decided: decidedAt !== null }));
  return { ...rest, values: bare.sort(byPath), drafts: [...(drafts ?? [])].sort(byPath) };
}

const byPath = (one: { readonly path: string }, other: { readonly path: string }) => (one.path < other.path ? -1 : 1);
const outcome = async (work: () => unknown) => {
  try {
    return told(await work());
  } catch (error) {
    return (error as { readonly code?: string }).code ?? error;
  }
};

test('the core in memory answers as the real one', async () => {
  const type = (await core.client.workstation.recordTypes()).find(({ id }) => id === 'household-register-book');
  if (!type) throw new Error('no such type');
  const { decidedBy } = await core.client.value
    .decide({ recordId: ids[0] ?? '', path: 'headName', revision: 0, decision: 'confirm', typed: null })
    .then(({ values }) => values.find(({ path: at }) => at === 'headName') ?? { decidedBy: null });
  await core.client.value.undo({ recordId: ids[0] ?? '' });
  let run = 0;
  let decided = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 12 }), async (steps) => {
      const id = ids[run % runs] ?? '';
      run += 1;
      const real = core.client;
      const before = await real.record.open({ id });
      const fake = openFakeCore(type, [before]);
      fake.person = decidedBy ?? '';
      const revisionOf = (at: string) => fake.open({ id }).values.find((value) => value.path === at)?.revision ?? 0;
      for (const one of steps) {
        switch (one.do) {
          case 'decide': {
            const typed = one.decision === 'correct' ? one.typed : null;
            const input = {
              recordId: id,
              path: one.path,
              revision: Math.max(0, revisionOf(one.path) + one.revision),
              decision: one.decision,
              typed,
            } as const;
            // The answer of the real one may tell of other values too: their findings changed.
            const answers = [await outcome(() => real.value.decide(input)), await outcome(() => fake.decide(input))].map(onlyAt(one.path));
            expect(answers[0]).toEqual(answers[1]);
            break;
          }
          case 'undo': {
            const of = one.path === null ? null : { path: one.path, revision: Math.max(0, revisionOf(one.path) + one.revision) };
            const answers = [
              await outcome(() => real.value.undo({ recordId: id, of })),
              await outcome(() => fake.undo({ recordId: id, of })),
            ];
            const [there, here] = answers.map((answer) => onlyAt(pathOf(answer))(answer));
            expect(there).toEqual(here);
            break;
          }
          case 'draft': {
            const input = { recordId: id, path: one.path, typed: one.typed };
            expect(await outcome(() => real.value.draft(input))).toEqual(await outcome(() => fake.draft(input)));
            break;
          }
          case 'addRow': {
            const input = { id, table: 'members' };
            expect(await outcome(() => real.record.addRow(input))).toEqual(await outcome(() => fake.addRow(input)));
            break;
          }
          case 'removeRow': {
            const input = { id, table: 'members', index: one.index };
            expect(await outcome(() => real.record.removeRow(input))).toEqual(await outcome(() => fake.removeRow(input)));
            break;
          }
        }
        expect(told(await real.record.open({ id }))).toEqual(told(fake.open({ id })));
      }
      decided += fake.log.length;
    }),
    { numRuns: runs, endOnFailure: true },
  );
  // Not only refusals were compared.
  expect(decided).toBeGreaterThan(runs);
}, 60_000);

function onlyAt(path: string | null) {
  return (answer: unknown): unknown => {
    if (typeof answer !== 'object' || answer === null || !('values' in answer)) return answer;
    return { ...answer, values: (answer.values as readonly { readonly path: string }[]).filter((value) => value.path === path) };
  };
}

function pathOf(answer: unknown): string | null {
  return typeof answer === 'object' && answer !== null && 'path' in answer ? String(answer.path) : null;
}
