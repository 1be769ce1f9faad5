import type { Random } from '../holdout/random.ts';
import { amount, capital, date, numberOfPaper, paragraph, personName, phrase, placeName, sentence, syllable } from './words.ts';

/**
 * Pages like those of Vietnamese offices (Decree 30/2020 on the form of official papers), without their sense. What belongs to the text
 * stands in `data-text` elements, one for a paragraph or a cell; `data-free` says that its blocks may be read in columns or in rows.
 */
export interface Paper {
  readonly kind: string;
  readonly html: string;
}

export const kinds = ['decision', 'letter', 'plan', 'list', 'minutes', 'second'] as const;

export function paper(r: Random, kind: (typeof kinds)[number]): Paper {
  const size = r.real(17.2, 19);
  const face = r.pick(['Tinos', 'Tinos', 'Liberation Serif', 'Liberation Serif', 'FreeSerif', 'Noto Serif', 'Arimo', 'Carlito']);
  const narrow = face === 'Noto Serif' ? 0.9 : face === 'Arimo' ? 0.93 : 1;
  const css = `
    html{background:#fff}
    body{margin:0;position:relative;width:794px;height:1123px;overflow:hidden;box-sizing:border-box;padding:${r.whole(48, 74)}px ${r.whole(44, 66)}px 0 ${r.whole(84, 108)}px;
      font:${size * narrow}px/${r.real(1.16, 1.42)} "${face}","Liberation Serif",serif;color:${r.pick(['#000', '#111', '#1b1b1b', '#222'])};text-align:${r.pick(['justify', 'justify', 'left'])}}
    p{margin:0 0 ${r.whole(3, 8)}px;text-indent:${r.pick([0, 28, 38, 38])}px}
    .c{text-align:center;text-indent:0}.l{text-align:left;text-indent:0}
    .head{display:grid;grid-template-columns:${r.pick(['42% 58%', '40% 60%', '45% 55%'])};text-align:center;line-height:1.22;font-size:${r.real(0.9, 1)}em}
    .head div,.foot div{text-indent:0}.line{height:1.3px;background:#111;margin:2px auto 5px}
    .foot{display:grid;grid-template-columns:48% 52%;margin-top:8px;line-height:1.2}
    .near{font-size:.8em;text-align:left}
    table{border-collapse:collapse;width:100%;font-size:${r.real(0.7, 0.86)}em;line-height:1.2;margin:4px 0 8px;text-align:left}
    td,th{border:1px solid ${r.pick(['#000', '#333', '#555'])};padding:${r.whole(1, 4)}px ${r.whole(3, 6)}px;text-indent:0}
    .over{position:absolute;pointer-events:none}
    .back{position:absolute;inset:60px;transform:scaleX(-1);color:rgba(60,60,70,${r.real(0.05, 0.13)});text-align:justify;z-index:-1}`;
  const made = bodies[kind](r);
  const over = `${r.chance(0.35) ? `<div class="back">${`<p>${paragraph(r, 9)}</p>`.repeat(3)}</div>` : ''}${dirt(r)}`;
  return { kind, html: `<!doctype html><html lang="vi"><meta charset="utf-8"><style>${css}</style><body>${made}${over}</body></html>` };
}

const t = (text: string, attributes = '', tag = 'p') => `<${tag} data-text ${attributes}>${text.replace(/&/g, '&amp;')}</${tag}>`;
const div = (text: string, attributes = '') => t(text, attributes, 'div');

const bodies: Record<(typeof kinds)[number], (r: Random) => string> = {
  decision: (r) =>
    `${head(r, 'QĐ-UBND')}${t('QUYẾT ĐỊNH', 'class="c" style="font-weight:bold;font-size:1.1em;margin-top:8px"')}${t(`Về việc ${phrase(r, 9)}`, 'class="c" style="font-weight:bold"')}
    <div class="line" style="width:90px"></div>${t(`CHỦ TỊCH ỦY BAN NHÂN DÂN ${placeName(r).toUpperCase()}`, 'class="c" style="font-weight:bold;margin:6px 0"')}
    ${many(r.whole(2, 4), () => t(`Căn cứ ${phrase(r, 4).toLowerCase()} số ${numberOfPaper(r)} ngày ${date(r)};`, `style="${r.chance(0.6) ? 'font-style:italic' : ''}"`))}
    ${t(`Xét đề nghị của ${phrase(r, 5)} tại Tờ trình số ${numberOfPaper(r)},`)}${t('QUYẾT ĐỊNH:', 'class="c" style="font-weight:bold"')}
    ${many(r.whole(2, 4), (i) => t(`<b>Điều ${i + 1}.</b> ${paragraph(r, r.whole(1, 4))}`) + (r.chance(0.6) ? many(r.whole(2, 3), (k) => t(`${r.chance(0.5) ? `${k + 1}.` : `${'abcd'[k]})`} ${sentence(r, r.whole(5, 22))}`)) : ''))}
    ${foot(r, ['CHỦ TỊCH', 'KT. CHỦ TỊCH|PHÓ CHỦ TỊCH', 'TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH'])}`,
  letter: (r) =>
    `${head(r, 'UBND-VP')}${t(`Kính gửi: ${phrase(r, 6)}.`, 'class="c" style="margin:12px 0"')}
    ${many(r.whole(3, 6), () => t(paragraph(r, r.whole(1, 4))))}
    ${many(r.whole(0, 4), () => t(`- ${sentence(r, r.whole(4, 16))}`))}${t(sentence(r, 14))}
    ${foot(r, ['TL. CHỦ TỊCH|CHÁNH VĂN PHÒNG', 'GIÁM ĐỐC', 'TUQ. GIÁM ĐỐC|TRƯỞNG PHÒNG'])}`,
  plan: (r) =>
    `${head(r, 'KH-UBND')}${t('KẾ HOẠCH', 'class="c" style="font-weight:bold;font-size:1.08em"')}${t(phrase(r, 10), 'class="c" style="font-weight:bold"')}<div class="line" style="width:120px"></div>
    ${t(`I. ${phrase(r, 4).toUpperCase()}`, 'style="font-weight:bold"')}${many(2, (i) => t(`${i + 1}. ${phrase(r, 4)}`, 'style="font-weight:bold;font-style:italic"') + t(paragraph(r, 2)))}
    ${t(`II. ${phrase(r, 5).toUpperCase()}`, 'style="font-weight:bold"')}${many(r.whole(2, 4), (i) => t(`${i + 1}.${r.whole(1, 4)}. ${sentence(r, 16)}`))}
    ${table(r, r.whole(3, 6))}${r.chance(0.5) ? t(paragraph(r, 1)) : foot(r, ['TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH'])}`,
  list: (r) =>
    `${r.chance(0.6) ? head(r, 'DS-VP') : t(String(r.whole(2, 30)), 'class="c" style="font-size:.9em"')}${t(`DANH SÁCH ${phrase(r, 5).toUpperCase()}`, 'class="c" style="font-weight:bold"')}
    ${t(`(Kèm theo Quyết định số ${numberOfPaper(r)} ngày ${date(r)})`, 'class="c" style="font-style:italic"')}${table(r, r.whole(9, 17))}${t(sentence(r, 12))}`,
  minutes: (r) =>
    `<div class="c" style="text-align:center">${div('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'style="font-weight:bold"')}${div('Độc lập - Tự do - Hạnh phúc', 'style="font-weight:bold;display:inline-block;border-bottom:1.3px solid #111"')}</div>
    ${t('BIÊN BẢN', 'class="c" style="font-weight:bold;margin-top:10px"')}${t(phrase(r, 8), 'class="c" style="font-weight:bold"')}
    ${t(`Hôm nay, hồi ${r.whole(7, 17)} giờ ${r.digits(2)} phút, ${date(r)}, tại ${placeName(r)}. Chúng tôi gồm:`)}
    ${many(r.whole(3, 6), (i) => t(`${i + 1}. Ông (bà): ${personName(r)} - Chức vụ: ${phrase(r, 3)}`))}
    ${many(r.whole(3, 5), () => t(paragraph(r, r.whole(1, 2))))}
    ${many(r.whole(1, 4), () => t(`+ ${capital(syllable(r))} ${phrase(r, 3).toLowerCase()}: ${amount(r)};`))}
    <div data-free class="foot" style="text-align:center"><div>${div('NGƯỜI GHI BIÊN BẢN', 'style="font-weight:bold"')}<div style="height:70px">${signature(r)}</div>${div(personName(r))}</div><div>${div('CHỦ TỌA', 'style="font-weight:bold"')}<div style="height:70px">${signature(r)}</div>${div(personName(r))}</div></div>`,
  second: (r) =>
    `${t(String(r.whole(2, 40)), `class="c" style="font-size:.95em;margin-bottom:12px"`)}${many(r.whole(3, 6), () => t(paragraph(r, r.whole(1, 3))))}
    ${many(r.whole(2, 5), (i) => t(`${'abcdđ'[i]}) ${sentence(r, r.whole(6, 24))}`))}${r.chance(0.5) ? table(r, r.whole(3, 5)) : many(3, () => t(paragraph(r, 2)))}
    ${r.chance(0.6) ? foot(r, ['BỘ TRƯỞNG', 'GIÁM ĐỐC SỞ', 'KT. TRƯỞNG BAN|PHÓ TRƯỞNG BAN']) : many(2, () => t(paragraph(r, 2)))}`,
};

function many(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, i) => make(i)).join('');
}

function head(r: Random, sign: string): string {
  const under = (width: number) => `<div class="line" style="width:${width}px"></div>`;
  return `<div class="head" data-free><div>${div(r.pick(['ỦY BAN NHÂN DÂN', 'UBND TỈNH', 'BỘ NỘI VỤ', 'HỘI ĐỒNG NHÂN DÂN']))}${div(placeName(r).toUpperCase(), 'style="font-weight:bold"')}${under(r.whole(50, 90))}
    ${div(`Số: ${r.whole(1, 3999)}/${sign}`)}${r.chance(0.4) ? div(`V/v ${phrase(r, 7)}`, 'style="font-size:.86em;padding:0 10px"') : ''}</div>
    <div>${div('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'style="font-weight:bold;font-size:.93em"')}${div('Độc lập - Tự do - Hạnh phúc', 'style="font-weight:bold"')}${under(r.whole(150, 210))}
    ${div(`${capital(syllable(r))} ${capital(syllable(r))}, ngày ${r.digits(2)} tháng ${r.whole(1, 12)} năm ${r.whole(1998, 2026)}`, 'style="font-style:italic"')}</div></div>`;
}

function foot(r: Random, titles: readonly string[]): string {
  const stamp = r.chance(0.8) ? seal(r) : '';
  return `<div class="foot" data-free><div class="near">${div('Nơi nhận:', 'style="font-weight:bold;font-style:italic;font-size:1.12em"')}${many(r.whole(2, 5), () => div(`- ${r.pick(['Như Điều 3', 'Như trên', phrase(r, 3), `Sở ${phrase(r, 2)}`, 'TT.HĐND tỉnh (b/c)', 'CT, các PCT UBND'])};`))}${div(`- Lưu: VT, ${r.pick(['NC', 'KTTH', 'TH', 'NV', 'P.NC'])}${r.whole(1, 9)}${r.chance(0.5) ? ` (${r.whole(2, 90)}b)` : ''}.`)}</div>
    <div style="text-align:center;position:relative">${r
      .pick(titles)
      .split('|')
      .map((line) => div(line, 'style="font-weight:bold"'))
      .join(
        '',
      )}<div style="height:${r.whole(74, 100)}px;position:relative">${signature(r)}</div>${div(personName(r), 'style="font-weight:bold"')}${stamp}</div></div>`;
}

function table(r: Random, rows: number): string {
  const plans: readonly (readonly [string, string, () => string, string])[] = [
    ['TT', '5%', () => '', 'c'],
    ['Họ và tên', '24%', () => personName(r), 'l'],
    [r.pick(['Nội dung', 'Tên đơn vị', 'Địa chỉ', 'Nhiệm vụ']), '', () => phrase(r, r.whole(2, 9)), 'l'],
    [r.pick(['Năm sinh', 'Thời gian']), '12%', () => r.pick([String(r.whole(1940, 2020)), date(r)]), 'c'],
    [
      r.pick(['Số tiền', 'Diện tích', 'Kinh phí (đồng)']),
      '14%',
      () => r.pick([`${r.whole(1, 90)}.${r.digits(3)}.000`, `${r.whole(1, 900)},${r.digits(1)}`, String(r.whole(1, 99_999))]),
      'c',
    ],
    ['Ghi chú', '11%', () => (r.chance(0.6) ? '' : phrase(r, 2)), 'l'],
  ];
  const chosen = plans.filter((_, i) => i === 0 || i === 2 || r.chance(0.6));
  const cell = (text: string, tag: string, style: string) =>
    text === '' ? `<${tag} style="${style}"></${tag}>` : t(text, `style="${style}"`, tag);
  return `<table data-free data-rows><tr>${chosen.map(([name, width]) => cell(name, 'th', `text-align:center;width:${width}`)).join('')}</tr>${many(
    rows,
    (i) =>
      `<tr>${chosen.map(([, , make, side], at) => cell(at === 0 ? String(i + 1) : make(), 'td', side === 'c' ? 'text-align:center' : '')).join('')}</tr>`,
  )}</table>`;
}

/** A round stamp beside and over the signature. */
function seal(r: Random): string {
  const ring =
    `${syllable(r)} ${syllable(r)} ${syllable(r)} ${syllable(r)} ${syllable(r)} ★ ${syllable(r)} ${syllable(r)} ${syllable(r)}`.toUpperCase();
  const size = r.whole(124, 150);
  const red = r.pick(['#d3202c', '#c8102e', '#e0404a', '#b5233c']);
  return `<svg class="over" viewBox="0 0 100 100" style="width:${size}px;height:${size}px;left:${r.whole(-40, 40)}px;top:${r.whole(4, 34)}px;opacity:${r.real(0.55, 0.9)};mix-blend-mode:multiply;transform:rotate(${r.whole(-12, 12)}deg)">
    <defs><path id="ring" d="M50,50 m-36,0 a36,36 0 1,1 72,0 a36,36 0 1,1 -72,0"/></defs><circle cx="50" cy="50" r="47" fill="none" stroke="${red}" stroke-width="2"/><circle cx="50" cy="50" r="31" fill="none" stroke="${red}"/>
    <text font-size="8" font-weight="bold" fill="${red}" textLength="214"><textPath href="#ring">${ring}</textPath></text><text x="50" y="46" font-size="8.5" font-weight="bold" text-anchor="middle" fill="${red}">${syllable(r).toUpperCase()} ${syllable(r).toUpperCase()}</text><text x="50" y="60" font-size="14" text-anchor="middle" fill="${red}">★</text></svg>`;
}

function signature(r: Random): string {
  const ink = r.pick(['#1d2f8f', '#1d2f8f', '#22242c', '#101010']);
  let [x, y] = [r.whole(10, 50), r.whole(30, 60)];
  let path = `M${x},${y}`;
  for (let i = 0; i < r.whole(5, 10); i++) {
    const [nx, ny] = [x + r.whole(-14, 42), r.whole(4, 86)];
    path += ` C${x + r.whole(-20, 40)},${r.whole(-8, 98)} ${nx + r.whole(-30, 30)},${r.whole(-8, 98)} ${nx},${ny}`;
    [x, y] = [nx, ny];
  }
  return `<svg class="over" viewBox="0 0 260 100" style="left:${r.whole(8, 34)}%;top:-6px;width:${r.whole(130, 230)}px;height:${r.whole(70, 104)}px"><path d="${path}" fill="none" stroke="${ink}" stroke-width="${r.real(1.2, 2.6)}" stroke-linecap="round"/></svg>`;
}

/** What else lies on scanned paper: holes, staples, streaks of a copier, ticks of a pen. */
function dirt(r: Random): string {
  const out: string[] = [];
  const at = (x: number, y: number, css: string) => out.push(`<div class="over" style="left:${x}px;top:${y}px;${css}"></div>`);
  if (r.chance(0.35)) {
    const x = r.whole(14, 34);
    const grey = r.pick(['#111', '#555', '#9a9a9a']);
    for (const y of [r.whole(380, 430), r.whole(690, 740)]) at(x, y, `width:20px;height:20px;border-radius:50%;background:${grey}`);
  }
  if (r.chance(0.3))
    at(r.whole(18, 50), r.whole(14, 40), `width:${r.whole(24, 38)}px;height:2px;background:#333;transform:rotate(${r.whole(-50, 50)}deg)`);
  if (r.chance(0.25))
    for (let i = 0; i < r.whole(1, 3); i++)
      at(r.whole(8, 786), 0, `width:${r.real(0.6, 1.6)}px;height:1123px;background:rgba(40,40,40,${r.real(0.15, 0.5)})`);
  if (r.chance(0.3)) at(0, 0, `width:${r.whole(4, 14)}px;height:1123px;background:linear-gradient(90deg,rgba(0,0,0,.85),transparent)`);
  if (r.chance(0.3))
    out.push(
      `<svg class="over" style="left:${r.whole(8, 60)}px;top:${r.whole(200, 900)}px;width:40px;height:40px" viewBox="0 0 40 40"><path d="M4,${r.whole(10, 30)} L14,34 L36,${r.whole(2, 12)}" fill="none" stroke="${r.pick(['#1d2f8f', '#222', '#c22'])}" stroke-width="2"/></svg>`,
    );
  for (let i = 0; i < r.whole(0, 26); i++)
    at(r.whole(4, 786), r.whole(4, 1118), `width:${r.real(0.8, 3)}px;height:${r.real(0.8, 3)}px;border-radius:50%;background:#2a2a2a`);
  return out.join('');
}
