import type { Language } from '#domain/label';

/** Numbers and days as people of a language write them. Neutral of time zones but for moments, which are local. */

const locale: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };

/** 1250.5 → `1.250,5` in Vietnamese, `1,250.5` in English; at most `digits` decimals. */
export function formatNumber(value: number, language: Language, digits = 1): string {
  return new Intl.NumberFormat(locale[language], { maximumFractionDigits: digits }).format(value);
}

/** 0.925 → `92,5%`. Nearly all is never called all: 0.9996 stays `99,9%`. */
export function formatShare(share: number, language: Language): string {
  const kept = share < 1 ? Math.min(share, 0.999) : share;
  return new Intl.NumberFormat(locale[language], { style: 'percent', maximumFractionDigits: 1 }).format(kept);
}

/** ISO day (`2026-03-05`, also `2026-03` and `2026`) → `05/03/2026` in both languages, as on the papers. */
export function formatDay(iso: string): string {
  return iso.slice(0, 10).split('-').reverse().join('/');
}

/** ISO moment → `05/03/2026 14:07`, in the time of this workstation. */
export function formatMoment(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** `5/3/2026`, `05.03.2026` or `05032026` → `2026-03-05`; null where that is not a day of the calendar. */
export function parseDay(typed: string): string | null {
  const text = typed.trim();
  const parts = /^(\d{1,2})\D(\d{1,2})\D(\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (!parts) return null;
  const [day, month, year] = parts.slice(1).map(Number);
  if (!day || !month || !year) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

/** `1.250,5` or `1250,5` in Vietnamese, `1,250.5` in English → 1250.5; null where that is not a number. */
export function parseNumber(typed: string, language: Language): number | null {
  const [group, point] = language === 'vi' ? ['.', ','] : [',', '.'];
  const plain = typed
    .replaceAll(/\s/g, '')
    .replaceAll(group ?? '', '')
    .replace(point ?? '', '.');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}
