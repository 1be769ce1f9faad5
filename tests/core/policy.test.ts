import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '#contract/contract';
import { paths } from '#contract/events';
import { command, type OperationMeta, query } from '#contract/operation';
import { look } from '#contract/policy';
import { routes } from '#contract/route';
import { event } from '#domain/audit';
import { type Caller, MachinePart, machine } from '#domain/caller';
import { problem } from '#domain/problem';
import { type May, Role } from '#domain/role';
import type { Workstation } from '#main/open-workstation';
import { codeOf, openTestCore, temporaryFolder } from './fixtures.ts';

const operations = Object.entries(contract).flatMap(([noun, verbs]) =>
  Object.entries(verbs).map(([verb, procedure]) => ({
    noun,
    verb,
    name: `${noun}.${verb}`,
    meta: procedure['~orpc'].meta as OperationMeta,
  })),
);

/** What everybody holds for the moment. */
let held: readonly Role[] = [];
let office: Workstation;
beforeAll(async () => {
  // Whoever gets through the gate and has given good input is stopped here: nothing is to happen.
  const stop = () => {
    throw problem('handover.nothingReady', { code: 'here' });
  };
  office = await openTestCore(temporaryFolder(), {
    heldRoles: () => held,
    faults: Object.fromEntries(operations.map(({ name }) => [name, stop])),
  });
});
afterAll(() => office.close());

async function isRefused(noun: string, verb: string, caller: Caller): Promise<boolean> {
  const client = office.core.client(() => caller) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  const code = await codeOf(client[noun]?.[verb]?.({}) ?? Promise.resolve());
  expect(['access.refused', 'input.invalid', 'handover.nothingReady']).toContain(code);
  // The same over the fetch handler, as windows and browsers call.
  const url = `http://core${paths.rpc}/${noun}/${verb}`;
  const request = new Request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"json":{}}' });
  const answer = await office.core.fetch(request, caller);
  expect(answer.status === 403).toBe(code === 'access.refused');
  return code === 'access.refused';
}

async function isRefusedStream(name: keyof typeof routes, caller: Caller): Promise<boolean> {
  const path = { events: paths.events, uploads: `${paths.uploads}?batch=x&name=y`, pageImage: `${paths.pages}/x/image` }[name];
  const answer = await office.core.fetch(new Request(`http://core${path}`, { method: routes[name].method }), caller);
  await answer.body?.cancel();
  expect([200, 403, 404]).toContain(answer.status);
  return answer.status === 403;
}

const may = ({ roles, machine: parts }: May, caller: Caller) =>
  caller.kind === 'machine' ? parts.includes(caller.part) : held.some((role) => roles.includes(role));

describe('the gate', () => {
  const callers = [
    ...Role.options.map((role) => ({ who: role as string, roles: [role], caller: () => office.core.seat() })),
    { who: 'nobody', roles: [], caller: () => office.core.seat() },
    ...MachinePart.options.map((part) => ({ who: `the ${part}`, roles: [...Role.options], caller: () => machine(part) })),
  ];

  test.each(callers)('lets through what the contract says, and nothing else: $who', async ({ roles, caller }) => {
    held = roles;
    for (const { noun, verb, name, meta } of operations) expect(await isRefused(noun, verb, caller()), name).toBe(!may(meta.may, caller()));
    for (const name of Object.keys(routes) as (keyof typeof routes)[])
      expect(await isRefusedStream(name, caller()), name).toBe(!may(routes[name].may, caller()));
  });

  test('lets everybody do everything until there are accounts', async () => {
    const usual = await openTestCore(temporaryFolder());
    expect((await usual.client.workstation.queueKey()).key).not.toBe('');
    expect(await usual.client.target.list()).toEqual([]);
    await usual.close();
  });
});

describe('an entry of the contract', () => {
  test('does not compile without who may and what the trail says, or with a trail that does not fit', () => {
    const output = z.null();
    // @ts-expect-error -- who may is missing
    command({ output, audit: null });
    // @ts-expect-error -- what the trail says is missing
    command({ may: look(), output });
    // @ts-expect-error -- the input has no such field
    command({ may: look(), input: z.object({ id: z.string() }), output, audit: ({ batchId }) => [event('batch.removed', batchId)] });
    // @ts-expect-error -- there is no such action
    command({ may: look(), output, audit: () => [event('batch.burned', 'x')] });
    // @ts-expect-error -- the action's details are missing
    command({ may: look(), output, audit: () => [event('value.undone', 'x')] });
    // @ts-expect-error -- a query changes nothing, so that it has nothing to write down
    query({ may: look(), output, audit: () => [event('batch.removed', 'x')] });
    expect(query({ may: look(), output })['~orpc'].meta.may.roles).toEqual(Role.options);
  });
});

test('the document says what the contract says', async () => {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cells = ({ roles, machine: parts }: May) => [...Role.options.map((role) => (roles.includes(role) ? '✓' : '')), parts.join(', ')];
  const head = ['operation', 'kind', ...Role.options, 'machine', 'trace'];
  const document = [
    '# Who may do what / Ai được làm gì',
    '',
    'Made from the contract by `tests/core/policy.test.ts` (`vitest -u` writes it anew); decision 019. Until there are accounts everybody holds all roles.',
    'Trace: the operation is written down in the audit trail.',
    '',
    line(head),
    line(head.map(() => '---')),
    ...operations.map(({ name, meta }) => line([`\`${name}\``, meta.kind, ...cells(meta.may), meta.audit ? '✓' : ''])),
    ...Object.entries(routes).map(([name, { method, may: who }]) => line([`\`${name}\``, `stream, ${method}`, ...cells(who), ''])),
    '',
  ].join('\n');
  await expect(document).toMatchFileSnapshot('../../docs/policy.md');
});
