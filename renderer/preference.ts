import { defaultPreferences, Preferences } from '#domain/preference';

/** Preferences as the last window had them, so that the next one does not flash before the core has answered. */
const name = 'so-song.look';

export function rememberedPreferences(): Preferences {
  try {
    return Preferences.safeParse(JSON.parse(window.localStorage.getItem(name) ?? 'null')).data ?? defaultPreferences;
  } catch {
    return defaultPreferences;
  }
}

export function rememberPreferences(preferences: Preferences): void {
  try {
    window.localStorage.setItem(name, JSON.stringify(preferences));
  } catch {
    // Storage may be switched off; the window then starts from the defaults.
  }
}
