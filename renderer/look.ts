import type { z } from 'zod';
import { Settings } from '#domain/settings';

/** Language, theme and text size of the last window, so that the next one does not flash before the core has answered. */
const Look = Settings.pick({ language: true, theme: true, textSize: true });
type Look = z.infer<typeof Look>;

const name = 'so-song.look';
const first: Look = { language: 'vi', theme: 'system', textSize: 'medium' };

export function rememberedLook(): Look {
  try {
    const kept = Look.safeParse(JSON.parse(window.localStorage.getItem(name) ?? 'null'));
    return kept.success ? kept.data : first;
  } catch {
    return first;
  }
}

export function rememberLook({ language, theme, textSize }: Look): void {
  try {
    window.localStorage.setItem(name, JSON.stringify({ language, theme, textSize }));
  } catch {
    // Storage may be switched off; the look then starts from the first one.
  }
}
