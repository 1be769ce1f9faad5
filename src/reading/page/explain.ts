import type { Explained } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { toOriginal } from '#reading/ink/sheet';
import type { Span } from '#reading/ink/text-lines';
import { expectedOn } from './expected.ts';
import type { Lane } from './lanes.ts';
import { printedFaces } from './locate.ts';
import type { Prepared } from './normalise.ts';
import { unownedWords } from './owners.ts';
import type { Region } from './region.ts';
import { withSurroundings } from './surroundings.ts';

/** Values with what stands around them, what nothing on the lane explains, and what its faces have and it does not show. */
export function explain(
  { sheet, layout }: Prepared,
  lane: Lane,
  type: RecordType,
  faces: readonly string[],
  located: readonly Region[],
): Explained & { readonly regions: readonly Region[] } {
  const lines = lane.lines();
  const boxOf = ({ x0, x1, top, bottom }: Span) => toOriginal(sheet, x0, top, x1 - x0, bottom - top);
  const printed = printedFaces(lines, type, faces, lane.frame);
  const unowned = unownedWords(printed, type, located);
  const read = { lines, rest: lane.unread(), unowned, frame: lane.frame };
  const { regions, unread } = withSurroundings(sheet, layout.grids, read, located);
  return {
    regions,
    unexplained: [
      ...unowned.map(({ text, line, x0, x1 }) => ({ text, box: boxOf({ ...line, x0, x1 }) })),
      ...unread.map((span) => ({ text: null, box: boxOf(span) })),
    ],
    ...expectedOn(printed, type, lines, regions, unowned),
  };
}

/** The lanes of a sheet as one. */
export function together(parts: readonly Explained[]): Explained {
  return {
    unexplained: parts.flatMap((part) => part.unexplained),
    unlabelled: parts.flatMap((part) => part.unlabelled),
    findings: parts.flatMap((part) => part.findings),
  };
}
