import { type Random, random } from '../holdout/random.ts';
import { type BreakKind, breakKinds } from './breaks.ts';

/** Which breaks are made: a deck with every kind in its share, shuffled; breaks that leave the rest of a page alone share one. */

export type BreakName = keyof typeof breakKinds;
export const breakNames = Object.keys(breakKinds) as readonly BreakName[];
export const kindOf = (name: BreakName): BreakKind => breakKinds[name];

/** Of a hundred breaks; these need no new picture. */
export const SWAPS = 6;
/** More on one page would leave too little of it as it was. */
const ON_ONE_PAGE = 5;

export interface Plan {
  /** What is done to one picture each, with the seed of what chance decides there. */
  readonly pictures: readonly { readonly breaks: readonly BreakName[]; readonly seed: number }[];
  readonly swaps: readonly number[];
}

export function planOf(count: number, seed: number, only: RegExp): Plan {
  const r = random(seed * 7919 + 17);
  const swaps = only.test('swapped') ? SWAPS : 0;
  const names = breakNames.filter((name) => only.test(name));
  const total = names.reduce((sum, name) => sum + kindOf(name).share, swaps);
  const deck: BreakName[] = names.flatMap((name) => Array<BreakName>(Math.round((count * kindOf(name).share) / total)).fill(name));
  const seedOf = () => r.whole(1, 2_000_000_000);
  const alone = deck.filter((name) => kindOf(name).alone).map((name) => [name]);
  const shared = shuffled(
    deck.filter((name) => !kindOf(name).alone),
    r,
  );
  const groups = Array.from({ length: Math.ceil(shared.length / ON_ONE_PAGE) }, (_, at) =>
    shared.slice(at * ON_ONE_PAGE, (at + 1) * ON_ONE_PAGE),
  );
  return {
    pictures: shuffled([...alone, ...groups], r).map((breaks) => ({ breaks, seed: seedOf() })),
    swaps: Array.from({ length: Math.round((count * swaps) / Math.max(1, total)) }, seedOf),
  };
}

export function shuffled<T>(list: readonly T[], r: Random): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = r.whole(0, i);
    const [a, b] = [out[i] as T, out[j] as T];
    out[i] = b;
    out[j] = a;
  }
  return out;
}
