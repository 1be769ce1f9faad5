import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Size } from './crop.ts';

/** The inner size of an element, in CSS pixels, as it changes; null before it is there. */
export function useSize(element: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const at = element.current;
    if (!at) return;
    const measure = () =>
      setSize((before) =>
        before?.width === at.clientWidth && before.height === at.clientHeight ? before : { width: at.clientWidth, height: at.clientHeight },
      );
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(at);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
