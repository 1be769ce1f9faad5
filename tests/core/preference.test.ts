import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CoreEvent } from '#contract/events';
import { preferencesOf } from '#core/preference';
import { type Caller, MachinePart, machine } from '#domain/caller';
import { defaultPreferences, type Preferences } from '#domain/preference';
import type { Workstation } from '#main/open-workstation';
import { codeOf, openTestCore, rowsOf, temporaryFolder } from './fixtures.ts';
import { seed } from './seed.ts';

const folder = temporaryFolder();
let office: Workstation;
beforeAll(async () => {
  office = await openTestCore(folder);
});
afterAll(() => office.close());

const rows = (question: string) => rowsOf(folder, question);

const settings = async () => (await office.client.workstation.state()).settings;
/** Lets somebody sit down at the workstation; answers who that is. */
async function sit(person: string): Promise<Caller> {
  await office.client.workstation.saveSettings({ ...(await settings()), person });
  return office.core.seat();
}
const of = (caller: Caller) => office.core.client(() => caller).preference;
const dark: Preferences = { language: 'en', theme: 'dark', textSize: 'large' };

test('nobody has chosen on a new workstation: Vietnamese', async () => {
  expect(await office.client.preference.get()).toEqual(defaultPreferences);
  expect(defaultPreferences.language).toBe('vi');
});

describe('two persons', () => {
  let [hoa, binh]: readonly Caller[] = [];
  beforeAll(async () => {
    [hoa, binh] = [await sit('Nguyễn Thị Hòa'), await sit('Trần Văn Bình')];
  });

  test('keep apart what they like, whoever sits at the workstation', async () => {
    if (!hoa || !binh) throw new Error('nobody');
    await of(hoa).save(dark);
    expect([await of(hoa).get(), await of(binh).get()]).toEqual([dark, defaultPreferences]);
    await of(binh).save({ ...defaultPreferences, textSize: 'small' });
    expect(await of(hoa).get()).toEqual(dark);
    await sit('Nguyễn Thị Hòa');
    expect(await office.client.preference.get()).toEqual(dark);
    await sit('Trần Văn Bình');
    expect(await office.client.preference.get()).toEqual({ ...defaultPreferences, textSize: 'small' });
  });

  test('see lists in the order of their own language', async () => {
    if (!hoa || !binh) throw new Error('nobody');
    for (const source of ['box', 'book'] as const)
      await office.client.batch.create({ title: source, source, placeCode: null, owner: '', deadline: null });
    const titles = async (caller: Caller) =>
      (await office.core.client(() => caller).batch.list({ sort: { by: 'source', descending: false } })).rows.map(({ title }) => title);
    // sổ, hộp; book, box.
    expect([await titles(binh), await titles(hoa)]).toEqual([
      ['box', 'book'],
      ['book', 'box'],
    ]);
  });

  test('change nothing of the office with it, and the office nothing of theirs', async () => {
    if (!hoa || !binh) throw new Error('nobody');
    await sit('Nguyễn Thị Hòa');
    const before = { settings: await settings(), kept: rows('SELECT * FROM setting') };
    await of(hoa).save({ ...dark, theme: 'light' });
    expect({ settings: await settings(), kept: rows('SELECT * FROM setting') }).toEqual(before);
    await office.client.workstation.saveSettings({ ...before.settings, office: 'UBND xã Ea Kao', readers: 3 });
    expect(await of(hoa).get()).toEqual({ ...dark, theme: 'light' });
    expect(Object.keys(before.settings)).not.toContain('language');
  });

  test('leave no trace: the trail is for records and the office', async () => {
    if (!hoa) throw new Error('nobody');
    const trail = () => rows('SELECT COUNT(*) AS n FROM audit_event');
    const before = trail();
    await of(hoa).save(dark);
    expect(trail()).toEqual(before);
  });

  test('are told of a change in their other windows', async () => {
    if (!hoa) throw new Error('nobody');
    const aborted = new AbortController();
    const answer = await office.fetch(new Request('http://core/api/events', { signal: aborted.signal }));
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    await of(hoa).save(dark);
    let told = '';
    for (const wanted: CoreEvent['type'] = 'preference.changed'; !told.includes(wanted); ) told += (await reader?.read())?.value ?? '';
    expect(told).not.toContain('settings.changed');
    aborted.abort();
  });
});

test('a name that is new takes over the look of whoever sat there: it may be the same person, mended', async () => {
  const before = await sit('Lê Thị Lann');
  await of(before).save(dark);
  const after = await sit('Lê Thị Lan');
  expect(after).not.toEqual(before);
  expect(await office.client.preference.get()).toEqual(dark);
  await of(after).save(defaultPreferences);
  expect(await of(before).get()).toEqual(dark);
});

test('last over a restart, for each', async () => {
  const lastFolder = temporaryFolder();
  const first = await openTestCore(lastFolder);
  await first.client.preference.save(dark);
  await first.close();
  const second = await openTestCore(lastFolder);
  expect(await second.client.preference.get()).toEqual(dark);
  await second.close();
});

test.each(MachinePart.options)('the %s has none: it can ask for none and is taken to like what nobody has chosen', async (part) => {
  const asked = office.core.client(() => machine(part)).preference;
  expect(await codeOf(asked.get())).toBe('access.refused');
  expect(await codeOf(asked.save(dark))).toBe('access.refused');
  expect(seed(temporaryFolder(), (write) => preferencesOf(write, machine(part)))).toEqual(defaultPreferences);
});

test('what is not a preference is refused', async () => {
  const bad = { ...dark, language: 'fr' } as unknown as Preferences;
  expect(await codeOf(office.client.preference.save(bad))).toBe('input.invalid');
});
