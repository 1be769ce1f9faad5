import { useSyncExternalStore } from 'react';

/** Pixels of one rem: it changes with the text size, and what is placed by numbers must follow. */
export function useRem(): number {
  return useSyncExternalStore(subscribe, () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);
}

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['style'] });
  return () => observer.disconnect();
}
