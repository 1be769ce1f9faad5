/** What is wrong with the address of a PostgreSQL server as it is typed; null when nothing is, or nothing is there yet. */
export function wrongAddress(text: string, words: { readonly noPasswordInUrl: string; readonly urlWrong: string }): string | null {
  if (text === '') return null;
  if (hasUserPassword(text)) return words.noPasswordInUrl;
  return isAddress(text) ? null : words.urlWrong;
}

function isAddress(text: string): boolean {
  return /^postgres(ql)?:\/\/[^\s/]+/.test(text) && URL.canParse(text);
}

function hasUserPassword(text: string): boolean {
  return URL.canParse(text) && new URL(text).password !== '';
}
