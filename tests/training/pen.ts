import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import sharp from 'sharp';
import { findLayout } from '#reading/ink/layout';
import { type Network, weigh } from '#reading/ink/network';
import { inkWords, inputsOf, printOf } from '#reading/ink/pen';
import { planes, reduce, type Sheet } from '#reading/ink/sheet';
import { measureSkew } from '#reading/ink/skew';
import { type StrokeTraits, strokeTraits } from '#reading/ink/stroke-traits';
import { hasText, segments } from '#reading/page/segments';
import { type Random, random } from '#tests/bench/holdout/random';
import { asScanned } from '#tests/reading/sheets';

/**
 * The network of `src/reading/ink/pen.ts`, made anew:
 * `node tests/training/pen.ts samples FILE --pages 30 --seed 1 --fonts FONTS` draws forms filled in by print and by hand, wears them like scans, and keeps
 * the traits of every word; `node tests/training/pen.ts learn FILE…` learns from such files, writes `src/reading/ink/pen-network.ts` and says how many words of
 * each kind it calls pen. FONTS: unpacked @fontsource packages, as README.md says.
 */
const { values: args, positionals } = parseArgs({
  allowPositionals: true,
  options: { pages: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' }, fonts: { type: 'string', default: '' } },
});
const [step, ...files] = positionals;

interface Sample {
  readonly page: number;
  readonly kind: 'label' | 'print' | 'needles' | 'hand';
  readonly traits: StrokeTraits;
}

/** None of those that unseen records are measured with (`tests/bench/holdout/fonts.ts`), nor of their kin. */
const faces = {
  labels: ['tinos', 'tinos', 'tinos', 'noto-serif', 'arimo', 'noto-sans', 'roboto'],
  values: 'tinos tinos tinos tinos arimo arimo noto-serif noto-sans cousine courier-prime special-elite be-vietnam-pro roboto'.split(' '),
  hands: ['charm', 'sriracha', 'playwrite-vn', 'mansalva', 'charmonman', 'shantell-sans', 'playpen-sans', 'sedgwick-ave', 'grape-nuts'],
} as const;
const words =
  'Nguyễn Văn Thị Hoàng Đức Vượng xã huyện Krông Pắc tỉnh Đắk Lắk thôn phường Tân Lập Kinh Việt Nam lâu dài riêng chung đất ở nông thôn trồng cây năm sinh ngày tháng nơi cư trú số vào sổ cấp chủ hộ quan hệ con vợ em ruột Phạm Lê Trần Bùi Y Bhĭt Mlô'.split(
    ' ',
  );

if (step === 'samples' && files[0])
  writeFileSync(files[0], JSON.stringify(await samples(Number(args.pages), random(Number(args.seed) * 977 + 5))));
else if (step === 'learn' && files.length > 0)
  learn(
    files.flatMap((file, i) =>
      (JSON.parse(readFileSync(file, 'utf8')) as Sample[]).map((one) => ({ ...one, page: one.page + i * 10_000 })),
    ),
  );
else throw new Error('usage: pen.ts samples FILE | learn FILE…');

function family(name: string, weight = 400, style = 'normal'): string {
  const folder = name === 'tinos' ? 'node_modules/@fontsource/tinos' : `${args.fonts}/fontsource-${name}/package`;
  return ['vietnamese', 'latin-ext', 'latin']
    .flatMap((subset) => {
      const file = `${folder}/files/${name}-${subset}-${weight}-${style}.woff2`;
      if (!existsSync(file)) return [];
      GlobalFonts.register(readFileSync(file), `${name}-${subset}-${weight}-${style}`);
      return [`"${name}-${subset}-${weight}-${style}"`];
    })
    .join(', ');
}

interface Drawn {
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly kind: Sample['kind'];
}

async function samples(pages: number, r: Random): Promise<Sample[]> {
  const there = (list: readonly string[]) => list.filter((one) => one !== '');
  const labels = there(faces.labels.map((name) => family(name)));
  const values = there(faces.values.flatMap((name) => [family(name), family(name), family(name, 700), family(name, 400, 'italic')]));
  const hands = there(faces.hands.map((name) => family(name)));
  const needles = family('cousine');
  const out: Sample[] = [];
  for (let page = 0; page < pages; page++) {
    const dpi = r.pick([150, 195, 200, 200, 240, 300, 300]);
    const [width, height] = [Math.round(8.27 * dpi), Math.round(11.69 * dpi)];
    const canvas = createCanvas(width, height);
    const pen = canvas.getContext('2d');
    pen.fillStyle = r.pick(['#fff', '#f6f3ec', '#fae6e8', '#f2f2f2']);
    pen.fillRect(0, 0, width, height);
    pen.rotate((r.next() - 0.5) * 0.04);
    const size = (r.pick([12, 13, 13, 14, 14, 15]) / 72) * dpi;
    const style = {
      ink: r.pick(['#000', '#1a1a1a', '#333', '#222']),
      label: r.pick(labels),
      value: r.pick(values),
      hand: r.pick(hands),
      needles: r.chance(0.1) ? needles : null,
      handScale: 1 + r.next() * 0.6,
      penInk: r.pick(['#000', '#222', '#444', '#333', '#1c2a6b', '#223399']),
      isFilledIn: r.chance(0.6),
    };
    const drawn: Drawn[] = [];
    for (let y = size * 3; y < height - size * 4; y += size * (1.5 + r.next() * 0.4)) {
      let x = width * (0.1 + r.next() * 0.05);
      for (let part = r.whole(1, 2); part > 0 && x < width * 0.8; part--) {
        pen.fillStyle = style.ink;
        pen.font = `${size}px ${style.label}`;
        const label = `${Array.from({ length: r.whole(1, 4) }, () => r.pick(words)).join(' ')}: `;
        pen.fillText(label, x, y);
        x += pen.measureText(label).width;
        const start = x;
        const isHand = style.isFilledIn && r.chance(0.4);
        if (isHand) x += size * r.next() * 2;
        const from = x;
        x = isHand ? byHand(pen, r, value(r), x, y, size, style) : inPrint(pen, r, value(r), x, y, size, style);
        drawn.push({ x0: from, x1: x, y, kind: isHand ? 'hand' : style.needles ? 'needles' : 'print' });
        if (r.chance(isHand ? 0.7 : 0.25)) {
          pen.fillStyle = style.ink;
          const dot = Math.max(1, dpi / 150);
          for (let at = start; at < x + size * 0.5; at += dot * 3) pen.fillRect(at, y + size * 0.12, dot, dot);
        }
        x += size * (0.5 + r.next());
      }
    }
    const sheet = await scanned(canvas.toBuffer('image/png'), r, dpi);
    out.push(...traitsOf(sheet, drawn, size, page));
  }
  return out;
}

function value(r: Random): string {
  const digits = (n: number) => Array.from({ length: n }, () => r.whole(0, 9)).join('');
  const kind = r.next();
  if (kind < 0.2) return digits(r.whole(1, 2));
  if (kind < 0.35) return digits(r.whole(4, 6));
  if (kind < 0.45) return `${r.pick(['CH', 'CS', 'VP', 'CT', 'BA'])} ${digits(r.whole(4, 6))}`;
  if (kind < 0.55) return `${digits(2)}/${digits(2)}/${digits(4)}`;
  if (kind < 0.62) return digits(12);
  if (kind < 0.68) return `${digits(3)}/${digits(4)}`;
  const text = Array.from({ length: r.whole(1, 6) }, () => r.pick(words)).join(' ');
  return r.chance(0.25) ? text.toUpperCase() : text;
}

interface Style {
  readonly ink: string;
  readonly value: string;
  readonly hand: string;
  readonly needles: string | null;
  readonly handScale: number;
  readonly penInk: string;
}

/** Off the line, slanted, every letter a little other than the last where letters do not hang together. */
function byHand(pen: SKRSContext2D, r: Random, text: string, x: number, y: number, size: number, style: Style): number {
  const scale = size * style.handScale;
  const jitter = r.next() * 0.06;
  let along = 0;
  pen.save();
  pen.fillStyle = style.penInk;
  pen.translate(x, y + (r.next() - 0.75) * 0.35 * size);
  pen.rotate((r.next() - 0.5) * 0.08);
  pen.transform(1, 0, (r.next() - 0.6) * 0.3, 1, 0, 0);
  if (jitter < 0.01 || /playwrite|charm|grape/.test(style.hand)) {
    pen.font = `${scale}px ${style.hand}`;
    pen.fillText(text, 0, 0);
    along = pen.measureText(text).width;
  } else
    for (const letter of text) {
      const own = scale * (1 + (r.next() - 0.5) * jitter * 4);
      pen.save();
      pen.translate(along, (r.next() - 0.5) * jitter * scale * 2);
      pen.rotate((r.next() - 0.5) * jitter * 3);
      pen.font = `${own}px ${style.hand}`;
      pen.fillText(letter, 0, 0);
      along += pen.measureText(letter).width;
      pen.restore();
    }
  pen.restore();
  return x + along;
}

function inPrint(pen: SKRSContext2D, r: Random, text: string, x: number, y: number, size: number, style: Style): number {
  pen.fillStyle = r.chance(0.3) ? r.pick(['#000', '#444', '#555']) : style.ink;
  const dy = r.chance(0.2) ? (r.next() - 0.5) * 0.2 * size : 0;
  if (style.needles) return byNeedles(pen, text, x, y + dy, size / 11, style.needles);
  pen.font = `${size * (r.chance(0.2) ? 0.85 + r.next() * 0.5 : 0.95 + r.next() * 0.15)}px ${style.value}`;
  pen.fillText(text, x, y + dy);
  return x + pen.measureText(text).width;
}

/** A printer of nine needles: a dot for every pixel of a small face. */
function byNeedles(pen: SKRSContext2D, text: string, x: number, y: number, dot: number, face: string): number {
  const [width, height, base] = [400, 20, 14];
  const small = createCanvas(width, height).getContext('2d');
  small.fillStyle = '#fff';
  small.fillRect(0, 0, width, height);
  small.fillStyle = '#000';
  small.font = `12px ${face}`;
  small.fillText(text, 0, base);
  const { data } = small.getImageData(0, 0, width, height);
  let right = 0;
  for (let at = 0; at < width * height; at++) {
    if ((data[at * 4] as number) > 140) continue;
    pen.beginPath();
    pen.arc(x + (at % width) * dot, y + (Math.floor(at / width) - base) * dot, dot * 0.62, 0, 7);
    pen.fill();
    right = Math.max(right, (at % width) * dot);
  }
  return x + right;
}

async function scanned(png: Buffer, r: Random, dpi: number): Promise<Sheet> {
  let picture = sharp(png);
  if (r.chance(0.65))
    picture = sharp(
      await picture
        .blur(0.4 + (r.next() * dpi) / 200)
        .png()
        .toBuffer(),
    );
  if (r.chance(0.3)) picture = sharp(await picture.grayscale().png().toBuffer());
  if (r.chance(0.15)) picture = sharp(await picture.grayscale().threshold(150).png().toBuffer());
  const jpeg = await picture.jpeg({ quality: r.whole(35, 90) }).toBuffer();
  const { data, info } = await sharp(jpeg).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const grain = r.next() * 14;
  for (let i = 0; i < data.length; i++) data[i] = Math.max(0, Math.min(255, (data[i] as number) + (r.next() - 0.5) * grain));
  const { width, height } = info;
  const ink = planes({ width, height, channels: info.channels === 3 ? 3 : 1, data });
  const small = reduce(ink.plane, width, height);
  return {
    ...ink,
    width,
    height,
    small,
    skew: measureSkew(small),
    original: { width, height },
    ...asScanned,
  };
}

/** Words that lie in one value, or in none. */
function traitsOf(sheet: Sheet, drawn: readonly Drawn[], size: number, page: number): Sample[] {
  const layout = findLayout(sheet);
  const xHeight = layout.xHeight * sheet.small.factor;
  return segments(sheet, layout)
    .filter((segment) => hasText(segment, xHeight))
    .flatMap((segment) =>
      inkWords(segment.runs, xHeight).flatMap((word): Sample[] => {
        const traits = strokeTraits(sheet, { ...segment, ...word }, xHeight);
        if (!traits) return [];
        const over = drawn
          .filter(({ y }) => Math.abs(y - segment.baseline) < size * 0.7)
          .map((one) => ({ one, part: (Math.min(one.x1, word.x1) - Math.max(one.x0, word.x0)) / (word.x1 - word.x0) }))
          .filter(({ part }) => part > 0)
          .sort((a, b) => b.part - a.part)[0];
        if (!over) return [{ page, kind: 'label', traits }];
        return over.part < 0.8 ? [] : [{ page, kind: over.one.kind, traits }];
      }),
    );
}

function learn(all: readonly Sample[]): void {
  const byPage = Map.groupBy(all, ({ page }) => page);
  const known = [...byPage.values()].flatMap((page) => {
    const print = printOf(page.filter(({ kind }) => kind !== 'hand').map(({ traits }) => traits));
    return print ? page.map(({ kind, traits }) => ({ kind, inputs: inputsOf(traits, print) })) : [];
  });
  const network = trained(known.map(({ kind, inputs }) => ({ inputs, isPen: kind === 'hand' })));
  const rounded = JSON.stringify(network, (_, v) => (typeof v === 'number' ? Number(v.toPrecision(4)) : v));
  writeFileSync(
    'src/reading/ink/pen-network.ts',
    `import type { Network } from './network.ts';\n\n/** Weights of the network that tells pen from print, as \`tests/training/pen.ts\` wrote them. */\nexport const network: Network = ${rounded};\n`,
  );
  for (const [kind, group] of Map.groupBy(known, (one) => one.kind)) {
    const part = (limit: number) => ((100 * group.filter(({ inputs }) => weigh(network, inputs) > limit).length) / group.length).toFixed(2);
    console.log(
      `${kind.padEnd(8)} ${String(group.length).padStart(6)} words, called pen: ${[0, 1, 2, 3].map((limit) => `${part(limit)} % over ${limit}`).join(', ')}`,
    );
  }
}

type Known = { readonly inputs: readonly number[]; readonly isPen: boolean };

/** One hidden layer by Adam, the rate falling as a cosine; pen weighs more, as there is less of it. */
function trained(known: readonly Known[], hidden = 12, epochs = 60): Network {
  const r = random(7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - r.next())) * Math.cos(2 * Math.PI * r.next());
  const n = known[0]?.inputs.length ?? 0;
  const mean = Array.from({ length: n }, (_, i) => known.reduce((sum, { inputs }) => sum + (inputs[i] as number), 0) / known.length);
  const deviation = mean.map(
    (m, i) => Math.sqrt(known.reduce((sum, { inputs }) => sum + ((inputs[i] as number) - m) ** 2, 0) / known.length) + 1e-6,
  );
  const x = known.map(({ inputs }) =>
    Float64Array.from(inputs, (v, i) => Math.max(-4, Math.min(4, (v - (mean[i] as number)) / (deviation[i] as number)))),
  );
  // All weights in one list: hidden ones row by row, their biases, the last layer, its bias.
  const size = hidden * n + 2 * hidden + 1;
  const w = Float64Array.from({ length: size }, (_, i) =>
    i < hidden * n || (i >= hidden * (n + 1) && i < size - 1) ? normal() * 0.3 : i === size - 1 ? -1 : 0,
  );
  const [first, second, slope] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const at = { bias: hidden * n, out: hidden * (n + 1), last: size - 1 };
  const order = known.map((_, i) => i);
  const batch = 256;
  let t = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = 3e-3 * 0.5 * (1 + Math.cos((Math.PI * epoch) / epochs)) + 1e-5;
    for (let i = order.length - 1; i > 0; i--) {
      const k = r.whole(0, i);
      [order[i], order[k]] = [order[k] as number, order[i] as number];
    }
    for (let from = 0; from < order.length; from += batch) {
      const own = order.slice(from, from + batch);
      slope.fill(0);
      for (const one of own) {
        const noisy = (x[one] as Float64Array).map((v) => v + normal() * 0.15);
        const h = new Float64Array(hidden);
        let z = w[at.last] as number;
        for (let j = 0; j < hidden; j++) {
          let sum = w[at.bias + j] as number;
          for (let i = 0; i < n; i++) sum += (w[j * n + i] as number) * (noisy[i] as number);
          h[j] = Math.tanh(sum);
          z += (w[at.out + j] as number) * (h[j] as number);
        }
        const isPen = known[one]?.isPen === true;
        const d = ((1 / (1 + Math.exp(-z)) - (isPen ? 1 : 0)) * (isPen ? 1.5 : 1)) / own.length;
        slope[at.last] = (slope[at.last] as number) + d;
        for (let j = 0; j < hidden; j++) {
          const v = h[j] as number;
          slope[at.out + j] = (slope[at.out + j] as number) + d * v;
          const back = d * (w[at.out + j] as number) * (1 - v * v);
          slope[at.bias + j] = (slope[at.bias + j] as number) + back;
          for (let i = 0; i < n; i++) slope[j * n + i] = (slope[j * n + i] as number) + back * (noisy[i] as number);
        }
      }
      t++;
      for (let i = 0; i < size; i++) {
        const g = (slope[i] as number) + 1e-3 * (w[i] as number) * (i < at.bias || (i >= at.out && i < at.last) ? 1 : 0);
        first[i] = 0.9 * (first[i] as number) + 0.1 * g;
        second[i] = 0.999 * (second[i] as number) + 0.001 * g * g;
        w[i] =
          (w[i] as number) -
          (rate * ((first[i] as number) / (1 - 0.9 ** t))) / (Math.sqrt((second[i] as number) / (1 - 0.999 ** t)) + 1e-8);
      }
    }
  }
  const part = (start: number, end: number) => [...w.subarray(start, end)];
  return {
    mean,
    deviation,
    hidden: Array.from({ length: hidden }, (_, j) => part(j * n, (j + 1) * n)),
    bias: part(at.bias, at.out),
    out: part(at.out, at.last),
    outBias: w[at.last] as number,
  };
}
