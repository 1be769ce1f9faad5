import { isOpen } from '#domain/decision';
import type { FieldPath } from '#domain/field-path';
import { type Finding, isStanding } from '#domain/finding';
import type { Form, Place } from './walk.ts';

/** Another value that the question at the open one is about, too. */
export interface RelatedValue {
  readonly place: Place;
  /** It contradicts the open value; else it is the same text with the same warning. */
  readonly against: boolean;
  /** Whoever answers at the open value answers here as well: this one waits, is shown with its place on the paper, and has no question of its own. */
  readonly along: boolean;
}

export function relatedValues(
  { order }: Form,
  { path, value }: Place,
  typed: Readonly<Record<FieldPath, string>>,
): readonly RelatedValue[] {
  const asked = value.findings.filter(isAsked);
  const contradicted = new Set(asked.flatMap((one) => one.with ?? []));
  // What contradicts another value is another contradiction at another one, in the same words or not.
  const said = new Set(asked.filter((one) => !one.with).map(wordsOf));
  return order.flatMap((place) => {
    const { value: other } = place;
    const against = contradicted.has(place.path);
    const isSame = (one: Finding) => !against && !one.with && said.has(wordsOf(one));
    const same = isOpen(other.state) && other.value !== null && other.value === value.value && other.findings.some(isSame);
    if (place.path === path || !(against || same)) return [];
    const hasOwn = other.findings.some((one) => isAsked(one) && !one.with?.includes(path) && !isSame(one));
    const isShown = other.value !== null && other.box !== null && other.pageId !== null && typed[place.path] === undefined;
    return [{ place, against, along: isOpen(other.state) && isShown && !hasOwn && !other.handwritten }];
  });
}

/** A person is asked about it; what is only told asks nothing. */
function isAsked(one: Finding): boolean {
  return one.severity === 'warning' || isStanding(one);
}

function wordsOf({ code, params }: Finding): string {
  return JSON.stringify([code, params]);
}
