import type { Random } from './random.ts';
import type { Content, Fields } from './records.ts';

/** One face as HTML; `width` and `height` in CSS pixels (96 to the inch). */
export interface Face {
  readonly role: string;
  readonly html: string;
  readonly width: number;
  readonly height: number;
}

export interface Style {
  /** Font families, in CSS. */
  readonly label: string;
  readonly value: string;
  /** CSS of values besides the family. */
  readonly valueCss: string;
  readonly hand: string;
  /** Pixels of the body text. */
  readonly size: number;
  /** Distance of lines over the size. */
  readonly leading: number;
  /** Left margin in pixels. */
  readonly margin: number;
  readonly guilloche: number;
  /** The seal is pushed up and left over values. */
  readonly sealOver: boolean;
  /** 1, or less for books smaller than A4. */
  readonly paper: number;
}

export const safe = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
export const dmy = (iso: string) => iso.split('-').reverse().join('/');
export const long = (iso: string) => {
  const [y, m, d] = iso.split('-');
  return `ngày ${d} tháng ${m} năm ${y}`;
};
export const figures = (value: number | string) => {
  const [whole, tail] = String(value).split('.');
  return `${(whole ?? '').replace(/\B(?=(\d{3})+$)/g, '.')}${tail ? `,${tail}` : ''}`;
};

const colours: Readonly<Record<string, readonly [string, string, string]>> = {
  pink: ['#fae6e8', '#e2a3b0', '#b5142a'],
  yellow: ['#fbf6e2', '#dfcd86', '#2a2a2a'],
  teal: ['#e4f4f2', '#8fc7c4', '#1a1a1a'],
};

/** A tile of fine lines behind the print; four patterns. */
function background(name: keyof typeof colours | null, pattern: number): string {
  const [paper, ink] = (name && colours[name]) || ['#fff', '#fff'];
  if (!name) return 'background:#fff;';
  const tiles = [
    `<svg xmlns='http://www.w3.org/2000/svg' width='56' height='56'><g fill='none' stroke='${ink}' stroke-width='.8'><circle cx='28' cy='28' r='22'/><circle cx='0' cy='0' r='22'/><circle cx='56' cy='0' r='22'/><circle cx='0' cy='56' r='22'/><circle cx='56' cy='56' r='22'/><path d='M0 28q14-20 28 0t28 0'/></g></svg>`,
    `<svg xmlns='http://www.w3.org/2000/svg' width='80' height='24'><g fill='none' stroke='${ink}' stroke-width='.7'><path d='M0 4q20-9 40 0t40 0M0 8q20-9 40 0t40 0M0 12q20 9 40 0t40 0M0 16q20 9 40 0t40 0M0 20q20-9 40 0t40 0'/></g></svg>`,
    `<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><g fill='none' stroke='${ink}' stroke-width='.7'>${Array.from({ length: 12 }, (_, i) => `<ellipse cx='45' cy='45' rx='42' ry='15' transform='rotate(${i * 15} 45 45)'/>`).join('')}</g></svg>`,
    `<svg xmlns='http://www.w3.org/2000/svg' width='34' height='60'><g fill='none' stroke='${ink}' stroke-width='.8'><path d='M0 0q34 15 0 30t0 30M34 0q-34 15 0 30t0 30M17 0q17 15 0 30t0 30M17 0q-17 15 0 30t0 30'/></g></svg>`,
  ];
  return `background:${paper} url("data:image/svg+xml,${encodeURIComponent(tiles[pattern % 4] ?? '').replaceAll("'", '%27')}");`;
}

export function seal(r: Random, text: string, x: number, y: number, size = 148): string {
  const turn = r.whole(-14, 14);
  return `<svg class="seal" style="left:${x}px;top:${y}px" width="${size}" height="${size}" viewBox="0 0 200 200"><g transform="rotate(${turn} 100 100)" fill="none" stroke="#d21f36"><circle cx="100" cy="100" r="95" stroke-width="5"/><circle cx="100" cy="100" r="62" stroke-width="2"/><path id="round" d="M100 100m-74 0a74 74 0 1 1 148 0a74 74 0 1 1 -148 0" stroke="none"/><text fill="#d21f36" stroke="none" font-size="${text.length > 48 ? 13 : 16}" font-weight="bold" letter-spacing="1"><textPath href="#round">${safe(text)}</textPath></text><path fill="#d21f36" stroke="none" d="M100 58l10 31h32l-26 19 10 31-26-19-26 19 10-31-26-19h32z"/></g></svg>`;
}

/** Authority, signature, seal and name; `over` puts the seal higher and further left. */
export function signature(r: Random, style: Style, lines: readonly string[], name: string, sealText: string, top: string): string {
  const wave = `M4 ${r.whole(30, 52)}q${r.whole(20, 40)} -${r.whole(20, 50)} ${r.whole(44, 70)} ${r.whole(-4, 10)}t${r.whole(50, 70)} -${r.whole(4, 18)}q${r.whole(8, 20)} ${r.whole(10, 34)} ${r.whole(26, 40)} -${r.whole(2, 14)}`;
  return `<div class="sign"><div>${top}</div>${lines.map((line) => `<b>${safe(line)}</b><br>`).join('')}<svg width="190" height="74" viewBox="0 0 190 74" style="display:block;margin:2px auto"><path d="${wave}" fill="none" stroke="#23338f" stroke-width="${r.real(1.6, 2.8).toFixed(1)}"/></svg><b>${safe(name)}</b>${seal(r, sealText, style.sealOver ? r.whole(-70, 10) : r.whole(-64, 30), style.sealOver ? r.whole(-6, 20) : r.whole(18, 62))}</div>`;
}

export const state = '<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b><div class="rule"></div>';

export function page(style: Style, role: string, paper: keyof typeof colours | null, body: string, fonts: string): Face {
  const width = Math.round(794 * style.paper);
  const height = Math.round(1123 * style.paper);
  const css = `${fonts}*{box-sizing:border-box}body{margin:0;width:${width}px;height:${height}px;position:relative;overflow:hidden;${background(paper, style.guilloche)}font:${style.size}px/1.3 ${style.label};color:#161616;padding:${Math.round(52 * style.paper)}px ${Math.round(style.margin * 0.86)}px 0 ${style.margin}px}
  .l{margin:0 0 ${((style.leading - 1.3) * style.size).toFixed(1)}px;white-space:pre-wrap;overflow-wrap:break-word}.v{font-family:${style.value};${style.valueCss}}.c{text-align:center}.gap{display:inline-block;width:26px}
  .rule{width:150px;border-top:1px solid #222;margin:3px auto 8px}.head{display:flex;justify-content:space-between;text-align:center;margin-bottom:26px;font-size:.95em}.red{color:${colours.pink?.[2]}}
  .sign{position:relative;width:330px;margin:24px 0 0 auto;text-align:center}.seal{position:absolute;opacity:.82;mix-blend-mode:multiply}
  table{border-collapse:collapse;width:100%;font-size:.93em}td,th{border:1.2px solid #333;padding:5px 6px;text-align:center;font-weight:normal}
  .serial{position:absolute;bottom:${Math.round(54 * style.paper)}px;font:bold 24px "Liberation Sans",sans-serif;letter-spacing:1px;color:#a8152b}
  .d{border-bottom:1.4px dotted #444;margin:0 0 ${Math.round(9 * style.paper)}px;padding-bottom:1px;line-height:1.45;white-space:pre-wrap}.h{font-family:${style.hand};font-size:1.2em;color:#1c2450;line-height:1.1}.h i{display:inline-block;font-style:normal}`;
  return {
    role,
    width,
    height,
    html: `<!doctype html><html lang="vi"><meta charset="utf-8"><style>${css}</style><body>${body}</body></html>`,
  };
}

export function faces(what: Content, style: Style, r: Random, fonts: string, qrSvg: string): readonly Face[] {
  const { fields: f, extra: e } = what;
  const say = (text: string, path?: string) => `<span class="v"${path ? ` data-value="${path}"` : ''}>${safe(text)}</span>`;
  const v = (key: string) => say(String(f[key] ?? ''), key);
  const date = (key: string) => (f[key] ? say(dmy(String(f[key])), key) : '');
  /** Anything that is the value of a path: make.ts measures where its ink is. */
  const as = (path: string, html: string) => `<span data-value="${path}">${html}</span>`;
  const line = (html: string) => `<p class="l">${html}</p>`;
  const gap = '<span class="gap"></span>';
  /** By hand: every word a little off the line. */
  const hand = (text: string) =>
    `<span class="h">${text
      .split(' ')
      .map(
        (word) =>
          `<i style="transform:translate(0,${r.real(-1.2, 1.2).toFixed(1)}px) rotate(${r.real(-1.4, 1.4).toFixed(1)}deg)">${safe(word)}</i>`,
      )
      .join(' ')}</span>`;
  const make = (role: string, paper: keyof typeof colours | null, body: string) => page(style, role, paper, body, fonts);
  switch (what.recordType) {
    case 'land-certificate-2009':
      return landOld();
    case 'land-certificate-2024':
      return landNew();
    case 'residence-confirmation-ct07':
      return [residence()];
    case 'birth-certificate':
      return [birth()];
    case 'enterprise-registration':
      return [enterprise()];
    case 'household-register-book':
      return book();
  }

  function landOld(): readonly Face[] {
    const id = (key: string) => `${String(f[key]).length === 12 ? 'CCCD' : 'CMND'} số: ${v(key)}`;
    const front = `<div class="c">${state}<div style="color:#c9a227;font-size:34px;line-height:1">★</div><b class="red" style="font-size:1.7em">GIẤY CHỨNG NHẬN</b><br><b class="red" style="font-size:1.12em">QUYỀN SỬ DỤNG ĐẤT<br>QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT</b></div>
      ${line('<b>I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất</b>')}${line(`${e.ownerTitle}: <b>${v('ownerName')}</b>`)}${line(`Sinh năm: ${v('ownerBirthYear')}, ${id('ownerIdNumber')}`)}
      ${f.coOwnerName ? line(`${e.ownerTitle === 'Ông' ? 'và vợ là bà' : 'và chồng là ông'}: <b>${v('coOwnerName')}</b>`) + line(`Sinh năm: ${v('coOwnerBirthYear')}, ${id('coOwnerIdNumber')}`) : ''}
      ${line(`Địa chỉ thường trú: ${v('ownerAddress')}`)}<div class="serial" style="right:${r.whole(48, 74)}px">${as('serialNumber', String(f.serialNumber))}</div>`;
    const inside = `<p class="l c"><b>II. Thửa đất, nhà ở và tài sản khác gắn liền với đất</b></p>${line('<b>1. Thửa đất:</b>')}${line(`a) Thửa đất số: ${v('parcelNumber')}, tờ bản đồ số: ${v('mapSheetNumber')}`)}${line(`b) Địa chỉ: ${v('parcelAddress')}`)}
      ${line(`c) Diện tích: ${say(figures(Number(f.areaM2)), 'areaM2')} m², (bằng chữ: ${v('areaInWords')})`)}${line(`d) Hình thức sử dụng: ${as('useForm', `riêng: ${say(e.own ? figures(e.own) : 'Không')} m²; chung: ${say(e.shared ? figures(e.shared) : 'Không')} m²`)}`)}
      ${line(`đ) Mục đích sử dụng: ${v('usePurpose')}`)}${line(`e) Thời hạn sử dụng: ${v('useTerm')}`)}${line(`g) Nguồn gốc sử dụng: ${v('useOrigin')}`)}
      ${['2. Nhà ở', '3. Công trình xây dựng khác', '4. Rừng sản xuất là rừng trồng', '5. Cây lâu năm', '6. Ghi chú'].map((part) => line(`<b>${part}:</b> -/-`)).join('')}
      ${signature(r, style, (e.authority ?? '').split('|'), e.signer ?? '', e.seal ?? '', `${safe(e.city ?? '')}, ${as('issueDate', long(String(f.issueDate)))}`)}${line(`Số vào sổ cấp GCN: ${v('registryNumber')}`)}`;
    const more = e.plan
      ? [
          make(
            'plan',
            'pink',
            `${line('<b>III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất</b>')}${plot(r, String(f.parcelNumber))}`,
          ),
          make('changes', 'pink', `${line('<b>IV. Những thay đổi sau khi cấp Giấy chứng nhận</b>')}${changes()}`),
        ]
      : [];
    return [make('front', 'pink', front), make('inside', 'pink', inside), ...more];
  }

  function landNew(): readonly Face[] {
    const front = `<div style="position:absolute;right:${r.whole(50, 66)}px;top:${r.whole(44, 56)}px;width:96px;height:96px;background:#fff;padding:5px">${qrSvg}</div><div class="c" style="padding-right:112px">${state}<b class="red" style="font-size:1.7em">GIẤY CHỨNG NHẬN</b><br><b class="red" style="font-size:1.12em">QUYỀN SỬ DỤNG ĐẤT,<br>QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT</b></div>
      ${line('<b>1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:</b>')}${line(`${e.ownerTitle} ${v('ownerName')}, CCCD số: ${v('ownerIdNumber')}`)}${f.coOwnerName ? line(`${e.coOwnerTitle} ${v('coOwnerName')}, CCCD số: ${v('coOwnerIdNumber')}`) : ''}
      ${line('<b>2. Thông tin thửa đất:</b>')}${line(`a. Thửa đất số: ${v('parcelNumber')};   tờ bản đồ số: ${v('mapSheetNumber')}`)}${line(`b. Diện tích: ${say(figures(Number(f.areaM2)), 'areaM2')} m²`)}${line(`c. Loại đất: ${v('usePurpose')}`)}${line(`d. Thời hạn sử dụng đất: ${v('useTerm')}`)}${line(`đ. Hình thức sử dụng đất: ${say(`Sử dụng ${f.useForm}`, 'useForm')}`)}${line(`e. Địa chỉ: ${v('parcelAddress')}`)}${line('<b>3. Thông tin tài sản gắn liền với đất:</b> -/-')}
      ${signature(r, style, (e.authority ?? '').split('|'), e.signer ?? '', e.seal ?? '', `${safe(e.city ?? '')}, ${as('issueDate', long(String(f.issueDate)))}`)}<div class="serial" style="left:${style.margin}px">${as('serialNumber', String(f.serialNumber))}</div>`;
    const back = `${line('<b>4. Sơ đồ thửa đất, tài sản gắn liền với đất:</b>')}${plot(r, String(f.parcelNumber))}${line('<b>5. Ghi chú:</b> -/-')}${line('<b>6. Những thay đổi sau khi cấp Giấy chứng nhận:</b>')}${changes()}<br><br>${line(`Số vào sổ cấp Giấy chứng nhận: ${v('registryNumber')}`)}`;
    return [make('front', 'pink', front), make('back', 'pink', back)];
  }

  function residence(): Face {
    const rows = Array.isArray(f.members) ? f.members : [];
    const table = `<table><tr><th>TT</th><th>Họ, chữ đệm và tên</th><th>Ngày, tháng, năm sinh</th><th>Giới tính</th><th>Số định danh cá nhân</th><th>Quan hệ với chủ hộ</th></tr>${rows.map((row, at) => `<tr><td>${at + 1}</td>${['fullName', 'dateOfBirth', 'sex', 'personalId', 'relationToHead'].map((key) => `<td>${as(`members[${at}].${key}`, safe(key === 'dateOfBirth' ? dmy(row[key]) : row[key]))}</td>`).join('')}</tr>`).join('')}</table>`;
    return make(
      'front',
      null,
      `<div class="head"><div>CÔNG AN ${e.province}<br><b>CÔNG AN ${e.commune}</b><div class="rule"></div>Số: ${e.number}</div><div>${state}</div></div><p class="l c"><b style="font-size:1.15em">XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ</b></p>
      ${line('<b>I. Theo đề nghị của Ông/Bà:</b>')}${line(`1. Họ, chữ đệm và tên: ${say(String(f.fullName).toUpperCase(), 'fullName')}`)}${line(`2. Ngày, tháng, năm sinh: ${date('dateOfBirth')}${gap}3. Giới tính: ${v('sex')}`)}${line(`4. Số định danh cá nhân: ${v('personalId')}`)}${line(`5. Dân tộc: ${v('ethnicity')}${gap}6. Tôn giáo: ${v('religion')}${gap}7. Quốc tịch: ${v('nationality')}`)}${line(`8. Quê quán: ${v('hometown')}`)}
      ${line('<b>II. Xác nhận thông tin về cư trú như sau:</b>')}${line(`1. Nơi thường trú: ${v('permanentAddress')}`)}${line(`2. Nơi tạm trú: ${say(e.temporary ?? '')}`)}${line(`3. Nơi ở hiện tại: ${v('currentAddress')}`)}${line(`4. Họ, chữ đệm và tên chủ hộ: ${v('headName')}`)}${line(`5. Quan hệ với chủ hộ: ${v('relationToHead')}${gap}6. Số định danh cá nhân của chủ hộ: ${v('headPersonalId')}`)}${line('7. Thông tin các thành viên khác trong hộ gia đình:')}${table}
      ${signature(r, style, ['TRƯỞNG CÔNG AN'], e.signer ?? '', e.seal ?? '', `${safe(e.city ?? '')}, ${as('issueDate', long(String(f.issueDate)))}`)}`,
    );
  }

  function birth(): Face {
    const parent = (who: 'mother' | 'father', word: string) =>
      line(`Họ, chữ đệm, tên người ${word}: ${v(`${who}Name`)}`) +
      line(
        `Năm sinh: ${v(`${who}BirthYear`)}${gap}Dân tộc: ${v(`${who}Ethnicity`)}${gap}Quốc tịch: ${say(f[`${who}Name`] ? 'Việt Nam' : '')}`,
      ) +
      line(`Nơi cư trú: ${v(`${who}Address`)}`);
    return make(
      'front',
      'teal',
      `<div class="head"><div><b>ỦY BAN NHÂN DÂN</b><br>${e.commune}</div><div>${state}<div style="text-align:right">Số: ${v('registrationNumber')}</div></div></div><p class="l c"><b style="font-size:1.7em">GIẤY KHAI SINH</b></p>
      ${line(`Họ, chữ đệm, tên: <b>${v('fullName')}</b>`)}${line(`Ngày, tháng, năm sinh: ${date('dateOfBirth')}`)}${line(`Ghi bằng chữ: ${v('dateOfBirthInWords')}`)}${line(`Giới tính: ${v('sex')}${gap}Dân tộc: ${v('ethnicity')}${gap}Quốc tịch: ${v('nationality')}`)}${line(`Nơi sinh: ${v('placeOfBirth')}`)}${line(`Quê quán: ${v('hometown')}`)}${line(`Số định danh cá nhân: ${v('personalId')}`)}
      ${parent('mother', 'mẹ')}${parent('father', 'cha')}${line(`Nơi đăng ký khai sinh: ${v('registrationPlace')}`)}${line(`Ngày, tháng, năm đăng ký: ${date('registrationDate')}`)}${signature(r, style, ['NGƯỜI KÝ GIẤY KHAI SINH'], e.signer ?? '', e.seal ?? '', '')}`,
    );
  }

  function enterprise(): Face {
    const [times, day] = (e.changed ?? '').split('|');
    return make(
      'front',
      'yellow',
      `<div class="head"><div><b>${e.office}<br>${e.province}</b><br>PHÒNG ĐĂNG KÝ KINH DOANH</div><div>${state}</div></div><p class="l c"><b style="font-size:1.12em">GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP<br>${e.kind}</b></p><p class="l c"><b>Mã số doanh nghiệp: ${v('taxCode')}</b></p><p class="l c"><i>Đăng ký lần đầu: ${as('firstRegistrationDate', long(String(f.firstRegistrationDate)))}</i>${day ? `<br><i>Đăng ký thay đổi lần thứ: ${times}, ${long(day)}</i>` : ''}</p>
      ${line('<b>1. Tên công ty</b>')}${line(`Tên công ty viết bằng tiếng Việt: ${v('enterpriseName')}`)}${line('<b>2. Địa chỉ trụ sở chính</b>')}${line(v('headOffice'))}${line(`<b>3. Vốn điều lệ:</b> ${say(figures(Number(f.charterCapitalVnd)), 'charterCapitalVnd')} đồng`)}${line('<b>4. Người đại diện theo pháp luật của công ty</b>')}${line(`* Họ và tên: ${v('representativeName')}${gap}Giới tính: ${v('representativeSex')}`)}${line(`Chức danh: ${e.title}`)}${line(`Sinh ngày: ${date('representativeDateOfBirth')}${gap}Dân tộc: ${e.ethnicity}${gap}Quốc tịch: Việt Nam`)}${line(`Loại giấy tờ pháp lý của cá nhân: ${e.paper}`)}${line(`Số giấy tờ pháp lý của cá nhân: ${v('representativeIdNumber')}`)}
      ${signature(r, style, [e.head ?? ''], e.signer ?? '', `${e.office} ★ ${e.province}`, '')}`,
    );
  }

  function book(): readonly Face[] {
    const day = (iso: string) => {
      const [y, m, d] = iso.split('-');
      return `Ngày ${hand(d ?? '')} tháng ${hand(m ?? '')} năm ${hand(y ?? '')}`;
    };
    const by = (fields: Fields | Readonly<Record<string, string>>, key: string, path = key) =>
      fields[key] === undefined ? '' : as(path, hand(String(fields[key])));
    const dotted = (html: string) => `<div class="d">${html}</div>`;
    const cover = `<div class="head"><div>CÔNG AN ${e.province}</div><div>${state}</div></div><div class="c" style="margin:${Math.round(90 * style.paper)}px 0 50px"><b style="font-size:2.6em;line-height:1.5">SỔ HỘ KHẨU</b><br><span style="font-size:1.2em">Số: <b>${as('bookNumber', String(f.bookNumber))}</b></span></div>${dotted(`Họ và tên chủ hộ: ${by(f, 'headName')}`)}${dotted(`Nơi thường trú: ${by(f, 'permanentAddress')}`)}${signature(r, style, ['TRƯỞNG CÔNG AN'], e.signer ?? '', e.seal ?? '', as('issueDate', day(String(f.issueDate))))}`;
    const rows = Array.isArray(f.members) ? f.members : [];
    const member = (m: Readonly<Record<string, string>>, at: number) => {
      const own = (key: string, html: string) => as(`members[${at}].${key}`, html);
      const mine = (key: string) => by(m, key, `members[${at}].${key}`);
      return make(
        'member',
        null,
        `<p class="l c"><b>${at === 0 ? own('relationToHead', 'CHỦ HỘ') : 'QUAN HỆ VỚI CHỦ HỘ: '}</b>${at === 0 ? '' : mine('relationToHead')}</p>${dotted(`1. Họ và tên: ${mine('fullName')}`)}${dotted('2. Họ và tên gọi khác (nếu có):')}${dotted(`3. Ngày, tháng, năm sinh: ${own('dateOfBirth', hand(dmy(m.dateOfBirth ?? '')))}${gap}4. Giới tính: ${mine('sex')}`)}${dotted(`5. Quê quán: ${mine('hometown')}`)}${dotted(`6. Dân tộc: ${mine('ethnicity')}${gap}7. Tôn giáo: ${mine('religion')}`)}${dotted(`8. CMND số: ${mine('idNumber')}${gap}Hộ chiếu số:`)}${dotted(`9. Nghề nghiệp, nơi làm việc: ${mine('occupation')}`)}${dotted('10. Chuyển đến ngày:')}${dotted('Nơi thường trú trước khi chuyển đến:')}<div class="head" style="margin-top:40px"><div><b>CÁN BỘ ĐĂNG KÝ</b><br><i>(Ký, ghi rõ họ tên)</i></div><div>${day(String(f.issueDate))}<br><b>TRƯỞNG CÔNG AN</b></div></div>`,
      );
    };
    return [make('cover', null, cover), ...rows.map(member)];
  }
}

export function plot(r: Random, number: string): string {
  const corner = (x: number, y: number) => `${x + r.whole(-30, 30)},${y + r.whole(-24, 24)}`;
  return `<svg width="640" height="330"><text x="500" y="50" font-size="16">Tỷ lệ 1:${r.pick([500, 1000, 2000, 5000])}</text><polygon points="${corner(210, 100)} ${corner(390, 90)} ${corner(450, 210)} ${corner(330, 270)} ${corner(190, 220)}" fill="none" stroke="#222" stroke-width="2"/><text x="300" y="185" font-size="20">${number}</text><path d="M560 300v-60m-8 14l8-14 8 14" fill="none" stroke="#222"/></svg>`;
}

export function changes(): string {
  return '<table><tr><th>Nội dung thay đổi và cơ sở pháp lý</th><th style="width:40%">Xác nhận của cơ quan có thẩm quyền</th></tr><tr><td style="height:150px"></td><td></td></tr></table>';
}
