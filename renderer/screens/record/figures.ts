/** A figure or letter of a reading, and what a person typed in its place. */
export interface Figure {
  /** Null: more was typed than was read. */
  readonly read: string | null;
  /** Null: nothing yet. */
  readonly typed: string | null;
  /** What stands between this one and the one before. */
  readonly gap: string;
}

/**
 * A reading beside what is being typed, figure by figure. Strokes and spaces are no figures: 05031987 is compared with 05/03/1987 as it stands,
 * 5/3/1987 part by part, and the zeros that it leaves out are no difference.
 */
export function compareFigures(reading: string, typed: string): readonly Figure[] {
  const parts = partsOf(reading);
  const given = partsOf(typed);
  const [first = ''] = given.map(({ text }) => text);
  const inParts = given.length > 1 || first.length <= (parts[0]?.text.length ?? 0);
  // A day before a year that was read alone: the last parts are compared with each other.
  const before = inParts ? given.slice(0, Math.max(0, given.length - parts.length)) : [];
  const answers = inParts ? parts.map(({ text }, at) => padded(given[before.length + at]?.text ?? '', text)) : spread(first, parts);
  const figures = parts.flatMap(({ text, gap }, at) => {
    const answer = [...(answers[at] ?? '')];
    const more = answer.slice(text.length).map((one): Figure => ({ read: null, typed: one, gap: '' }));
    return [...[...text].map((read, index): Figure => ({ read, typed: answer[index] ?? null, gap: index === 0 ? gap : '' })), ...more];
  });
  const beyond = before.flatMap(({ text }) => [...text].map((one): Figure => ({ read: null, typed: one, gap: '' })));
  return [...beyond, ...figures];
}

export function isSame({ read, typed }: Figure): boolean {
  return read !== null && typed !== null && read.toLowerCase() === typed.toLowerCase();
}

interface Part {
  readonly gap: string;
  readonly text: string;
}

function partsOf(text: string): readonly Part[] {
  return [...text.normalize('NFC').matchAll(/([^\p{L}\p{N}]*)([\p{L}\p{N}]+)/gu)].map(([, gap = '', part = '']) => ({ gap, text: part }));
}

function padded(given: string, read: string): string {
  const zeros = /^0*/.exec(read)?.[0].length ?? 0;
  return given === '' || given.startsWith('0') || given.length + zeros > read.length ? given : '0'.repeat(zeros) + given;
}

/** One run of figures over the parts; what is too much stands at the last. */
function spread(given: string, parts: readonly Part[]): readonly string[] {
  let left = given;
  return parts.map(({ text }, at) => {
    const own = at === parts.length - 1 ? left : left.slice(0, text.length);
    left = left.slice(own.length);
    return own;
  });
}
