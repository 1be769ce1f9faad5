import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Families that Debian packages bring (liberation2, croscore, dejavu, noto-core, freefont-ttf, carlito) with all letters of Vietnamese and Ê Đê. Half of the picks look like the Times of official papers. */
export const printed = [
  '"FreeSerif"',
  '"Tinos"',
  '"Tinos"',
  '"Liberation Serif"',
  '"FreeSerif"',
  '"Liberation Serif"',
  '"Noto Serif"',
  '"DejaVu Serif"',
  '"Arimo"',
  '"Noto Sans"',
  '"Carlito"',
] as const;
// Not DejaVu Sans Mono: its stacked marks stand beside the letter.
export const typewriters = ['"Cousine"', '"Cousine"', '"Noto Sans Mono"', '"Liberation Mono"'] as const;

const packed = {
  printed: ['source-serif-4', 'lora', 'eb-garamond'],
  typewriters: ['roboto-mono', 'jetbrains-mono'],
  hands: ['mali', 'itim', 'pangolin', 'dancing-script', 'patrick-hand'],
} as const;

export interface MoreFonts {
  readonly printed: readonly string[];
  readonly typewriters: readonly string[];
  readonly hands: readonly string[];
  /** CSS that brings these families of the folder into a page. */
  readonly css: (families: readonly string[]) => string;
}

/** `folder` holds unpacked @fontsource packages as `<anything with the name>/package`; without it there are only the system's fonts. */
export function openFonts(folder: string | null): MoreFonts {
  const homes = new Map<string, string>();
  if (folder && existsSync(folder))
    for (const dir of readdirSync(folder))
      for (const name of Object.values(packed).flat())
        if (dir.includes(`fontsource-${name}`)) homes.set(name, join(folder, dir, 'package'));
  const there = (names: readonly string[]) => names.filter((name) => homes.has(name)).map((name) => `"hold ${name}"`);
  return {
    printed: there(packed.printed),
    typewriters: there(packed.typewriters),
    hands: there(packed.hands),
    css: (families) =>
      [...homes]
        .filter(([name]) => families.some((f) => f.includes(`"hold ${name}"`)))
        .map(([name, home]) => faces(name, home))
        .join(''),
  };
}

/** CSS of an unpacked @fontsource package, under the family `hold <name>`. */
export function faces(name: string, home: string): string {
  let css = '';
  for (const weight of ['400', '700']) {
    for (const style of ['', '-italic']) {
      const sheet = join(home, `${weight}${style}.css`);
      if (!existsSync(sheet)) continue;
      for (const block of readFileSync(sheet, 'utf8').matchAll(/@font-face \{[^}]*\}/g)) {
        const file = /files\/([\w-]+-(?:vietnamese|latin|latin-ext)-\d+-(?:normal|italic)\.woff2)/.exec(block[0])?.[1];
        const range = /unicode-range: ([^;]+);/.exec(block[0])?.[1];
        if (!file) continue;
        const data = readFileSync(join(home, 'files', file)).toString('base64');
        css += `@font-face{font-family:"hold ${name}";font-weight:${weight};font-style:${style ? 'italic' : 'normal'};src:url(data:font/woff2;base64,${data}) format('woff2');${range ? `unicode-range:${range}` : ''}}`;
      }
    }
  }
  return css;
}
