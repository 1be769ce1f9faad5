import type { ScanProfile } from '#ports';

/** What a device offers, as `scanimage -A` lists it. */
export interface SaneOptions {
  readonly sources: readonly string[];
  /** The source in force. */
  readonly source: string | null;
  readonly modes: readonly string[];
  readonly depths: readonly string[];
  readonly hasResolution: boolean;
  readonly resolves: (dpi: number) => boolean;
}

/** `    --mode Gray|Color [Gray]`; inactive and read-only options are as if they were not there. */
export function optionsOf(text: string): SaneOptions {
  const option = (name: string) => {
    const [, values, current] = new RegExp(`^ +--${name} (.+) \\[([^\\]]*)\\]`, 'm').exec(text) ?? [];
    return values === undefined || current === undefined || /^(inactive|read-only|hardware)/.test(current) ? null : { values, current };
  };
  const list = (name: string) =>
    option(name)
      ?.values.split('|')
      .filter((value) => value !== 'auto') ?? [];
  const resolution = option('resolution');
  return {
    sources: list('source'),
    source: option('source')?.current ?? null,
    modes: list('mode'),
    depths: list('depth'),
    hasResolution: resolution !== null,
    resolves: resolution ? withinOf(resolution.values) : () => true,
  };
}

/** `75|150|300dpi`, or `50..1200dpi (in steps of 1)`. */
function withinOf(values: string): (dpi: number) => boolean {
  const [, least, most, step] = /^(?:auto\|)?([\d.]+)\.\.([\d.]+)dpi(?: \(in steps of ([\d.]+)\))?/.exec(values) ?? [];
  if (least === undefined) {
    const all = values.split('|').map(Number.parseFloat);
    return (dpi) => all.includes(dpi);
  }
  const [from, to, by] = [Number(least), Number(most), Number(step ?? 0)];
  return (dpi) => dpi >= from && dpi <= to && (by === 0 || Math.abs((dpi - from) / by - Math.round((dpi - from) / by)) < 1e-6);
}

/** Of those that make sense for reading paper. */
export function usableResolutions(options: SaneOptions): readonly number[] {
  return options.hasResolution ? [75, 100, 150, 200, 240, 300, 400, 600, 1200].filter(options.resolves) : [];
}

type Colour = ScanProfile['colour'];

export function usableColours(options: SaneOptions): readonly Colour[] {
  const all: readonly Colour[] = ['colour', 'grey', 'lineart'];
  return all.filter((colour) => modeOf(options, colour));
}

/** Backends call their modes as they like: `Color`, `24bit Color`, `Gray`, `True Gray`, `Lineart`, `Black & White`, `Binary`. */
const words: Readonly<Record<Colour, RegExp>> = { colour: /colou?r/i, grey: /gr[ae]y/i, lineart: /lineart|binary|black/i };

/** What to tell scanimage for it; null when the device cannot. A device without modes has the one it has. */
export function modeOf(options: SaneOptions, colour: Colour): readonly string[] | null {
  if (options.modes.length === 0) return [];
  const mode = options.modes.find((name) => words[colour].test(name));
  const eight = options.depths.includes('8') ? ['--depth=8'] : [];
  if (mode) return [`--mode=${mode}`, ...(colour === 'lineart' ? [] : eight)];
  const grey = options.modes.find((name) => words.grey.test(name));
  return colour === 'lineart' && grey && options.depths.includes('1') ? [`--mode=${grey}`, '--depth=1'] : null;
}
