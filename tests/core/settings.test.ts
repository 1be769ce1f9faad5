import { expect, test } from 'vitest';
import { openTestCore, temporaryFolder } from './fixtures.ts';

test('settings are read as they were saved, at once and by the next start', async () => {
  const folder = temporaryFolder();
  const first = await openTestCore(folder);
  const { settings } = await first.client.workstation.state();
  const [place] = await first.client.workstation.places({ text: 'Ea Kao' });
  const saved = {
    ...settings,
    person: 'Nguyễn Thị Hòa',
    office: 'UBND',
    placeCode: place?.code ?? null,
    readers: 1,
  } as const;
  await first.client.workstation.saveSettings(saved);
  expect((await first.client.workstation.state()).settings).toEqual(saved);
  await first.close();
  const second = await openTestCore(folder);
  expect((await second.client.workstation.state()).settings).toEqual(saved);
  await second.close();
});
