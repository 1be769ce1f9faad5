/** What the desktop program lends to the window besides the core: native dialogs, which answer paths. A browser lends nothing. */
interface DesktopHost {
  /** Empty, or null, when the person gave up. */
  readonly pickFiles: () => Promise<readonly string[]>;
  readonly pickFolder: () => Promise<string | null>;
}

export function desktop(): DesktopHost | null {
  return (window as Window & { readonly soSong?: DesktopHost }).soSong ?? null;
}
