/** Canonical text: what is stored. Comparable text: what is only ever compared. */

const apostrophes = /[\u2018\u2019\u201B\u02BC\u02B9\u02BB\u00B4\u0060\u2032\uFF07]/g;
const invisible = /[\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF]/g;
// Word-like controls count as spaces; the others are dropped by the same class.
// biome-ignore lint/suspicious/noControlCharactersInRegex: text from files and OCR may hold them
const controls = /[\u0000-\u001F\u007F-\u009F]/g;

/**
 * NFC, single spaces, no invisible characters, and Đ/đ in place of the look-alikes that OCR engines answer
 * (eth Ð/ð; African D Ɖ/ɖ). Everything else stays as printed, apostrophes too. Idempotent.
 */
export function canonicalText(text: string): string {
  return text
    .replace(invisible, '')
    .replace(controls, ' ')
    .normalize('NFC')
    .replace(/[ÐƉ]/g, 'Đ')
    .replace(/[ðɖ]/g, 'đ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Canonical text with every apostrophe as ' — for comparison only; what is stored keeps the paper's own. Idempotent. */
export function comparableText(text: string): string {
  return canonicalText(straightApostrophes(canonicalText(text)));
}

export function straightApostrophes(text: string): string {
  return text.replace(apostrophes, "'");
}

/** Dotted leaders, rules and stray punctuation around a value are the form's, not the value's. */
export function trimPrinted(text: string): string {
  return canonicalText(text)
    .replace(/(?:[.…_·•]\s*){3,}/gu, ' ')
    .replace(/^[\s.,:;…_·•|*~=»«“”"\-–—]+/u, '')
    .replace(/[\s,:;…_·•|*~=»«“”"\-–—]+$/u, '')
    .replace(/(?<=[^\s.])\s*\.$/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** First letter upper, the rest as it is. */
export function capitalised(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}
