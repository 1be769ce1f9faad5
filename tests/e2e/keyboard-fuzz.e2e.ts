import type { Page, Request } from '@playwright/test';
import { openKnowledge } from '#core/knowledge';
import { fieldKinds } from '#domain/fields/field-kinds';
import { fieldAt } from '#domain/record-type';
import { resourcesFolder } from '#main/open-workstation';
import { vi } from '#messages/vi';
import { type Desk, editor, expect, saved, test, walkTo } from './desk.ts';

/**
 * Clicks, drags, layers, tabs, windows and typing in any order over real records: no letter is ever lost, and nothing is decided that did not stand in
 * the open field when the key was pressed. A quarter of a minute in every run, ten minutes in `npm run test:long` (`SO_SONG_FUZZ_SECONDS`); `SO_SONG_FUZZ_SEED` for another order.
 */
const seconds = Number(process.env.SO_SONG_FUZZ_SECONDS ?? 15);
const seed = Number(process.env.SO_SONG_FUZZ_SEED ?? 20_261_128);
const { types } = openKnowledge(resourcesFolder);
const screen = vi.record.screen;

/** What the open field shows; null: none is open. */
interface Shown {
  readonly record: string;
  readonly path: string;
  /** The text in the field, or the reading that is drawn over it while it is untouched. */
  readonly text: string;
  readonly input: string;
  readonly untouched: boolean;
  /** What a letter would replace: all of it, or nothing. */
  readonly selected: string;
  /** Readings that a plain digit chooses here. */
  readonly byDigit: number;
}

interface Decision {
  readonly recordId: string;
  readonly path: string;
  readonly decision: string;
  readonly typed: string | null;
}

test.setTimeout((seconds + 180) * 1000);

test(`whatever is clicked and pressed for ${seconds} s, no letter is lost and nothing unseen is decided`, async ({ desk }) => {
  const opened = await desk('sample');
  const { page, rows } = opened;
  const random = generator(seed);
  const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const steps: string[] = [];
  /** What keys may decide on, as it stood on the screen, the oldest first. */
  const allowed: { readonly key: string; readonly shown: Shown }[] = [];
  const made: Decision[] = [];
  /** Texts that were typed and not decided. */
  const typed = new Map<string, string>();
  let letters = 0;
  page.on('request', (request) => {
    const decision = decisionOf(request);
    if (decision) made.push(decision);
  });

  const records = rows<{ id: string }>("SELECT id FROM paper_record WHERE state = 'open' ORDER BY sequence");
  await walkTo(page, `#/records/${records[0]?.id}`);
  await expect(editor(page)).toBeVisible();

  const type = async () => {
    const before = await shownOn(page);
    const word = one(words);
    await page.keyboard.type(word);
    if (!before) return `typed ${word} into nothing`;
    const after = await shownOn(page);
    const wanted = before.untouched || before.selected === before.input ? word : null;
    letters += word.length;
    expect(after?.path, 'typing opens nothing else').toBe(before.path);
    const digits = chosenBy(word, before.byDigit);
    // A digit that chooses is no letter; what follows it replaces what it chose.
    if (digits > 0) expect(digits === word.length || [word, word.slice(digits)].some((text) => after?.input.endsWith(text))).toBe(true);
    else if (wanted !== null) expect(after?.input).toBe(wanted);
    else {
      expect(after?.input).toContain(word);
      expect(after?.input.length).toBe(before.input.length - before.selected.length + word.length);
    }
    return `typed ${word} at ${before.path}`;
  };
  const decide = async (key: string) => {
    const shown = await shownOn(page);
    const along = await alongOn(page);
    await page.keyboard.press(key);
    if (shown) {
      allowed.push({ key, shown });
      // Other values of the same question, each with its piece of paper.
      for (const { path, text } of along) allowed.push({ key, shown: { ...shown, path, text, input: '', untouched: true } });
      // Decided or not: what stands there afterwards is looked at anew.
      typed.delete(`${shown.record} ${shown.path}`);
    }
    return `${key} at ${shown?.path} (${shown?.text})`;
  };
  const press = async (key: string) => {
    const shown = await shownOn(page);
    if (key === 'Control+z' && shown && !shown.untouched) return 'nothing';
    await page.keyboard.press(key);
    if (key === 'Escape' && shown) typed.delete(`${shown.record} ${shown.path}`);
    if (key === 'Control+z') {
      typed.clear();
      // It leads to its value when the core has answered; who types before that stays (desk.test).
      await saved(page);
    }
    return key;
  };
  const doings: readonly (readonly [number, () => Promise<string>])[] = [
    [30, type],
    [10, () => decide('Enter')],
    [2, () => decide(one(['F4', 'F6']))],
    [8, () => press(one(['ArrowDown', 'ArrowUp', 'Tab', 'Shift+Tab', 'Control+ArrowDown']))],
    [4, () => press(one(['Alt+1', 'Alt+2', 'Alt+3', 'F2', 'F3', 'F9', 'Escape', 'Control+z']))],
    [2, () => press(one(['PageDown', 'PageUp', 'Control++', 'Control+-']))],
    [24, async () => `${await distract(page, one, random)}`],
  ];
  const end = Date.now() + seconds * 1000;
  // On a machine that is busy with other things the first decision may take longer than all of it.
  const latest = end + 60_000;
  while (Date.now() < end || (made.length === 0 && Date.now() < latest)) {
    let at = random() * doings.reduce((sum, [weight]) => sum + weight, 0);
    const doing = doings.find(([weight]) => {
      at -= weight;
      return at < 0;
    });
    try {
      steps.push((await doing?.[1]()) ?? '');
      const shown = await shownOn(page);
      if (shown) {
        const key = `${shown.record} ${shown.path}`;
        const before = typed.get(key);
        if (before !== undefined && !steps.at(-1)?.match(/^typed|^Alt|^F|^Enter|^Esc|^Control/))
          expect(shown.input, 'what was typed is still there').toBe(before);
        if (shown.untouched) typed.delete(key);
        else typed.set(key, shown.input);
      } else if (random() < 0.7 || (await page.locator('#main').getByRole('heading', { level: 1 }).count()) === 0) {
        await walkTo(page, `#/records/${one(records).id}`);
        await page.waitForTimeout(200);
      }
    } catch (error) {
      throw new Error(
        `seed ${seed}, after ${steps.length} steps:\n${steps.slice(-25).join('\n')}\nthen: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
  await saved(page);

  // Every decision was made by a key, on the value that was open, with the text that stood there.
  for (const decision of made) {
    const at = allowed.findIndex(
      ({ shown, key }) => shown.record === decision.recordId && shown.path === decision.path && fits(opened, decision, key, shown),
    );
    expect(at, `seed ${seed}: nobody decided ${JSON.stringify(decision)}\n${steps.join('\n')}`).toBeGreaterThanOrEqual(0);
    allowed.splice(at, 1);
  }
  // On a busy machine there are fewer, but never none.
  expect(letters).toBeGreaterThan(seconds / 2);
  expect(made.length).toBeGreaterThan(0);
});

/** Whether a decision is what the key meant on what was shown. */
function fits({ rows }: Desk, { recordId, path, decision, typed }: Decision, key: string, shown: Shown): boolean {
  if (decision === 'unreadable') return key === 'F4';
  if (decision === 'blank') return key === 'F6';
  if (decision === 'correct') return (key === 'Enter' || key.startsWith('Alt')) && typed === shown.input;
  // Confirmed: the value as it was before, formatted as the field shows it.
  const confirmed = rows<{ value: string | null; type: string; version: number }>(
    `SELECT v.before_value AS value, r.record_type AS type, r.version FROM verification v JOIN paper_record r ON r.key = v.record_key
      WHERE r.id = ? AND v.path = ? AND v.decision = 'confirm'`,
    recordId,
    path,
  );
  return confirmed.some(({ value, type: id, version }) => {
    const type = types.find((one) => one.id === id && one.version === version);
    const field = type ? fieldAt(type, path) : null;
    if (!field || value === null) return false;
    const canonical = shown.untouched ? null : fieldKinds[field.kind].normalise(shown.input, field);
    return key === 'Enter' && (shown.untouched ? fieldKinds[field.kind].format(value, 'vi') === shown.text : canonical === value);
  });
}

/** So many digits at the beginning of a word choose readings where the field cannot hold them. */
function chosenBy(word: string, readings: number): number {
  const at = [...word].findIndex((letter) => !/[1-9]/.test(letter) || Number(letter) > readings);
  return at < 0 ? word.length : at;
}

const words = ['Lê', '1960', 'Đỗ Thị Ấm', '12', '9/8/61', 'Nam', 'x', '2', 'Ea Kao', '1', 'ưở', '7,5'] as const;

/** Something that took the keyboard away, or might. */
async function distract(page: Page, one: <T>(all: readonly T[]) => T, random: () => number): Promise<string> {
  const kind = one(['paper', 'drag', 'zoom', 'head', 'top', 'keys', 'palette', 'look', 'line', 'blur', 'window', 'wheel', 'face', 'crop']);
  const paper = await page
    .getByRole('region', { name: screen.pageRegion })
    .boundingBox({ timeout: 2000 })
    .catch(() => null);
  const spot = paper && { x: paper.x + random() * paper.width, y: paper.y + random() * (paper.height - 60) };
  switch (kind) {
    case 'paper':
      if (spot) await page.mouse.click(spot.x, spot.y);
      break;
    case 'drag':
      if (!spot) break;
      await page.mouse.move(spot.x, spot.y);
      await page.mouse.down();
      await page.mouse.move(spot.x + 50, spot.y + 30, { steps: 3 });
      await page.mouse.up();
      break;
    case 'wheel':
      if (!spot) break;
      await page.mouse.move(spot.x, spot.y);
      await page.mouse.wheel(0, 200);
      break;
    case 'zoom':
      await quickly(page.getByRole('button', { name: one([screen.zoomIn, screen.zoomOut]), exact: true }).click({ timeout: 300 }));
      break;
    case 'head':
      await quickly(page.getByRole('status').filter({ hasText: screen.saved }).click({ timeout: 300 }));
      break;
    case 'top':
      await quickly(
        page
          .locator('header')
          .first()
          .click({ position: { x: 2, y: 2 }, timeout: 300 }),
      );
      break;
    case 'crop':
      await quickly(page.locator('[data-actions][data-path] [class*="_crop_"]').last().click({ timeout: 300 }));
      break;
    case 'face':
      await quickly(page.getByRole('group', { name: screen.faces }).getByRole('button').first().click({ timeout: 300 }));
      break;
    case 'keys':
      await page.keyboard.press('F1');
      await quickly(page.getByRole('dialog').waitFor({ timeout: 2000 }));
      await page.keyboard.press('Escape');
      break;
    case 'palette':
      await page.keyboard.press('Control+k');
      await page.keyboard.type('ban');
      await page.keyboard.press('Escape');
      break;
    case 'look':
      await quickly(page.getByRole('button', { name: vi.frame.look.label }).click({ timeout: 300 }));
      await page.keyboard.press('Escape');
      break;
    case 'line': {
      const lines = page.locator('button[data-path]');
      const count = await lines.count();
      if (count > 0) await quickly(lines.nth(Math.floor(random() * count)).click({ timeout: 300 }));
      break;
    }
    case 'blur':
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      break;
    case 'window': {
      const other = await page.context().newPage();
      await other.goto('about:blank');
      await page.bringToFront();
      await other.close();
      break;
    }
  }
  return kind;
}

/** What is not there now is not clicked. */
async function quickly(doing: Promise<unknown>): Promise<void> {
  await doing.catch(() => undefined);
}

function shownOn(page: Page): Promise<Shown | null> {
  return page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>('#field-input');
    const path = field?.closest('[data-path]')?.getAttribute('data-path');
    const record = /#\/records\/([^/?]+)/.exec(window.location.hash)?.[1];
    if (!field || !path || record === undefined || field.readOnly) return null;
    const untouched = field.dataset.untouched !== undefined;
    const keysOfReadings = [...(field.closest('[data-path]')?.querySelectorAll('fieldset button') ?? [])].map((button) =>
      [...button.querySelectorAll('kbd')].map((key) => key.textContent).join('+'),
    );
    const over = field.parentElement?.querySelector('[aria-hidden]')?.textContent ?? '';
    return {
      record: decodeURIComponent(record),
      path,
      text: untouched ? over : field.value,
      input: field.value,
      untouched,
      selected: field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0),
      byDigit: keysOfReadings.filter((keys) => /^[1-9]$/.test(keys)).length,
    };
  });
}

/** Values that Enter answers for as well. */
function alongOn(page: Page): Promise<readonly { readonly path: string; readonly text: string }[]> {
  return page
    .locator('[data-along]')
    .evaluateAll((all) => all.map((one) => ({ path: one.getAttribute('data-along') ?? '', text: one.textContent ?? '' })));
}

function decisionOf(request: Request): Decision | null {
  if (!request.url().includes('/value/decide')) return null;
  return (request.postDataJSON() as { readonly json: Decision }).json;
}

/** Numbers from 0 to 1, always the same ones from the same seed (mulberry32). */
function generator(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
