import { type Style, safe } from './forms.ts';
import type { Random } from './random.ts';

/** What is filled in by pen on a printed form: the hand of the style, in ink, on dotted leaders, a little off the line. */
export interface Pen {
  readonly css: string;
  readonly word: (text: string) => string;
  readonly leader: (text: string) => string;
  /** `ngày … tháng … năm …` with the figures by pen. */
  readonly date: (iso: string) => string;
}

export function penOf(style: Style, r: Random): Pen {
  const ink = r.pick(['#1b2a6b', '#22357f', '#14161c', '#2b2f55']);
  const size = r.real(1.15, 1.45);
  const word = (text: string) =>
    `<span class="pen" style="transform:translate(0,${r.real(-3, 2).toFixed(1)}px) rotate(${r.real(-3, 2).toFixed(1)}deg)">${safe(text)}</span>`;
  const leader = (text: string) =>
    `<span class="dots">${'&nbsp;'.repeat(r.whole(1, 3))}${word(text)}${'&nbsp;'.repeat(r.whole(2, 8))}</span>`;
  return {
    css: `.pen{display:inline-block;font-family:${style.hand};font-size:${size.toFixed(2)}em;line-height:.9;color:${ink};font-weight:400}.dots{border-bottom:1.5px dotted #555}`,
    word,
    leader,
    date: (iso) => {
      const [y, m, d] = iso.split('-');
      const year = r.chance(0.6) ? leader(y ?? '') : `${y?.slice(0, 2)}${leader(y?.slice(2) ?? '')}`;
      return `ngày ${leader(d ?? '')} tháng ${leader(m ?? '')} năm ${year}`;
    },
  };
}
