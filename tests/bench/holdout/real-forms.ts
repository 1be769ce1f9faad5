import { changes, dmy, type Face, figures, long, page, plot, type Style, safe, seal, signature, state } from './forms.ts';
import type { Random } from './random.ts';
import { penOf } from './real-pen.ts';
import type { Owner, RealContent } from './real-records.ts';
import type { RecordTypeId } from './records.ts';

/**
 * The six forms as offices have them: other wordings, other orders, owners in blocks or running lines, values that go on in a second line,
 * pen on dotted leaders, notes in the margin, stamps over values. What the paper says is in `RealContent`; here it is only laid out.
 */
export function realFaces(what: RealContent, style: Style, r: Random, fonts: string, qrSvg: string): readonly Face[] {
  const { fields: f, extra: e, variant } = what;
  const pen = penOf(style, r);
  const say = (text: string) => `<span class="v">${safe(text)}</span>`;
  const v = (key: string, text = String(f[key] ?? '')) => (what.handFields.includes(key) ? pen.word(text) : say(text));
  const line = (html: string, css = '') => `<p class="l" style="${css}">${html}</p>`;
  const label = (...ways: readonly string[]) => r.pick(ways);
  const gap = '<span class="gap"></span>';
  const signed = (over: string) => signature(r, style, (e.authority ?? 'NGƯỜI KÝ').split('|'), e.signer ?? '', e.seal ?? '', over);
  const make = (role: string, paper: 'pink' | 'yellow' | 'teal' | null, body: string) =>
    page(style, role, paper, body + margins(what, r, style), `${fonts}${pen.css}`);
  const faces: Partial<Record<RecordTypeId, () => readonly Face[]>> = {
    'land-certificate-2009': landOld,
    'land-certificate-2024': landNew,
    'residence-confirmation-ct07': residence,
    'birth-certificate': birth,
    'enterprise-registration': enterprise,
  };
  return (faces[what.recordType] as () => readonly Face[])();

  /** A value that goes on in a second line where an office's typewriter broke it: after a bare unit word where it has one. */
  function wrapped(before: string, text: string, way: 'flush' | 'indented' | 'none'): string {
    if (way === 'none') return line(before + say(text));
    const words = text.split(' ');
    const bare = words.findIndex((word, at) => at > 2 && /^(?:xã|phường|huyện|tỉnh|thị|thành|đường)$/u.test(word) && r.chance(0.5));
    const unit = bare > 0 && /^(?:thị|thành)$/u.test(words[bare] ?? '') ? bare + 2 : bare + 1;
    const at = bare > 0 ? unit : Math.max(1, Math.floor(words.length * r.real(0.5, 0.8)));
    if (at >= words.length) return line(before + say(text));
    const indent = way === 'flush' ? 0 : r.whole(14, 60);
    return (
      line(
        before + say(words.slice(0, at).join(' ')),
        `margin-bottom:${Math.round(style.size * (style.leading - 1.3) * r.real(0.3, 1))}px`,
      ) + line(say(words.slice(at).join(' ')), `padding-left:${indent}px`)
    );
  }

  function ownerLines(owner: Owner, address: boolean): string {
    const id = `${label(...idLabels(owner.idKind))}: ${say(owner.id)}`;
    const year = owner.year ? `${label('Sinh năm', 'Sinh năm', 'Năm sinh')}: ${say(owner.year)}` : '';
    const personal = r.chance(0.7) ? line([year, id].filter(Boolean).join(', ')) : (year ? line(year) : '') + line(id);
    const home = `${label('Địa chỉ thường trú', 'Địa chỉ thường trú', 'Nơi thường trú', 'Địa chỉ đăng ký thường trú', 'Hộ khẩu thường trú')}: `;
    return (
      line(`${owner.head}${r.chance(0.85) ? ':' : ''} <b>${say(owner.name)}</b>`) +
      personal +
      (address && owner.address ? wrapped(home, owner.address, what.wrap) : '')
    );
  }

  function landOld(): readonly Face[] {
    const [first, second] = what.owners;
    const blocks =
      variant === 'running-line'
        ? wrapped(
            '',
            `${what.owners.map((o) => `${o.head} ${o.name}, sinh năm ${o.year}, ${o.idKind} số ${o.id}`).join(' và ')}, địa chỉ thường trú: ${first?.address ?? ''}`,
            'none',
          )
        : variant === 'household-of' && first && second
          ? ownerLines(first, false) +
            line(
              `${second.head}: <b>${say(second.name)}</b>, sinh năm: ${say(second.year ?? '')}, ${second.idKind} số: ${say(second.id)}`,
            ) +
            wrapped('Địa chỉ thường trú: ', first.address ?? '', what.wrap)
          : variant === 'organisation' && first
            ? line(`${first.head}: <b>${say(first.name)}</b>`) +
              line(`${label('Mã số thuế', 'Mã số doanh nghiệp', 'Giấy chứng nhận đăng ký kinh doanh số')}: ${say(first.id)}`) +
              wrapped(`${label('Địa chỉ trụ sở', 'Trụ sở chính')}: `, first.address ?? '', what.wrap)
            : what.owners.map((owner) => ownerLines(owner, true)).join(r.chance(0.3) ? line('&nbsp;') : '');
    const titles =
      '<b class="red" style="font-size:1.7em">GIẤY CHỨNG NHẬN</b><br><b class="red" style="font-size:1.12em">QUYỀN SỬ DỤNG ĐẤT<br>QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT</b>';
    const front = `<div class="c">${state}${titles}</div>${line('<b>I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất</b>')}${blocks}<div class="serial" style="right:${r.whole(48, 74)}px">${v('serialNumber')}</div>`;
    const items = [
      line(
        r.chance(0.7)
          ? `a) Thửa đất số: ${v('parcelNumber')}, tờ bản đồ số: ${v('mapSheetNumber')}`
          : `a) Thửa đất số: ${v('parcelNumber')}${gap}${gap}Tờ bản đồ số: ${v('mapSheetNumber')}`,
      ),
      wrapped(`b) ${label('Địa chỉ', 'Địa chỉ', 'Địa chỉ thửa đất')}: `, String(f.parcelAddress), what.wrap),
      r.chance(0.6)
        ? line(`c) Diện tích: ${say(figures(Number(f.areaM2)))} m², (bằng chữ: ${v('areaInWords')})`)
        : line(`c) Diện tích: ${say(figures(Number(f.areaM2)))} m²`) +
          line(`(${label('Bằng chữ', 'bằng chữ', 'Ghi bằng chữ')}: ${v('areaInWords')})`),
      line(
        `d) Hình thức sử dụng: riêng: ${say(e.own ? figures(e.own) : 'Không')} m²; chung: ${say(e.shared ? figures(e.shared) : 'Không')} m²`,
      ),
      line(`đ) Mục đích sử dụng: ${v('usePurpose')}`),
      line(`e) Thời hạn sử dụng: ${v('useTerm')}`),
      wrapped('g) Nguồn gốc sử dụng: ', String(f.useOrigin), what.wrap),
    ];
    const note = variant === 'margin-notes' ? line(`6. Ghi chú: ${say(e.note ?? '')}`) : line('6. Ghi chú: -/-');
    const date = what.handFields.includes('issueDate') ? pen.date(String(f.issueDate)) : long(String(f.issueDate));
    const number = what.handFields.includes('registryNumber') ? pen.leader(String(f.registryNumber)) : v('registryNumber');
    const inside = `<p class="l c"><b>II. Thửa đất, nhà ở và tài sản khác gắn liền với đất</b></p>${line('<b>1. Thửa đất:</b>')}${items.join('')}${['2. Nhà ở', '3. Công trình xây dựng khác', '4. Rừng sản xuất là rừng trồng', '5. Cây lâu năm'].map((part) => line(`<b>${part}:</b> -/-`)).join('')}${note}${signed(`${safe(e.city ?? '')}, ${date}`)}${line(`${label('Số vào sổ cấp GCN', 'Số vào sổ cấp Giấy chứng nhận')}: ${number}`)}`;
    const faces = [make('front', 'pink', front), make('inside', 'pink', inside)];
    if (variant !== 'whole-file') return faces;
    return [
      ...faces,
      make(
        'plan',
        'pink',
        `${line('<b>III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất</b>')}${plot(r, String(f.parcelNumber))}`,
      ),
      make('changes', 'pink', `${line('<b>IV. Những thay đổi sau khi cấp Giấy chứng nhận</b>')}${changes()}`),
    ];
  }

  function landNew(): readonly Face[] {
    const said = (o: Owner) => `${o.head} ${o.name}, ${r.chance(0.8) ? 'CCCD' : 'Căn cước công dân'} số: ${o.id}`;
    const [first] = what.owners;
    const owners =
      variant === 'household'
        ? `Hộ gia đình, gồm ${what.owners.map((o) => `${o.head.toLowerCase()} ${o.name}, CCCD số: ${o.id}`).join('; ')}`
        : variant === 'organisation' && first
          ? `${first.name}, mã số thuế: ${first.id}`
          : what.owners.map(said).join(label('; ', ' và ', ', và '));
    const body =
      variant === 'two-lines'
        ? what.owners.map((o) => line(say(said(o)))).join('')
        : line(say(owners), what.wrap === 'indented' ? 'text-indent:0;padding-left:20px' : '');
    const front = `<div style="position:absolute;right:${r.whole(50, 66)}px;top:${r.whole(44, 56)}px;width:96px;height:96px;background:#fff;padding:5px">${qrSvg}</div><div class="c" style="padding-right:112px">${state}<b class="red" style="font-size:1.7em">GIẤY CHỨNG NHẬN</b><br><b class="red" style="font-size:1.12em">QUYỀN SỬ DỤNG ĐẤT,<br>QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT</b></div>
      ${line('<b>1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:</b>')}${body}${line('<b>2. Thông tin thửa đất:</b>')}${line(`a. Thửa đất số: ${v('parcelNumber')};   tờ bản đồ số: ${v('mapSheetNumber')}`)}${line(`b. Diện tích: ${say(figures(Number(f.areaM2)))} m²`)}${line(`c. Loại đất: ${v('usePurpose')}`)}${line(`d. Thời hạn sử dụng đất: ${v('useTerm')}`)}${line(`đ. Hình thức sử dụng đất: ${say(`Sử dụng ${f.useForm}`)}`)}${wrapped('e. Địa chỉ: ', String(f.parcelAddress), what.wrap)}${line('<b>3. Thông tin tài sản gắn liền với đất:</b> -/-')}
      ${signed(`${safe(e.city ?? '')}, ${long(String(f.issueDate))}`)}<div class="serial" style="left:${style.margin}px">${v('serialNumber')}</div>`;
    const number = what.handFields.includes('registryNumber') ? pen.leader(String(f.registryNumber)) : v('registryNumber');
    const back = `${line('<b>4. Sơ đồ thửa đất, tài sản gắn liền với đất:</b>')}${plot(r, String(f.parcelNumber))}${line('<b>5. Ghi chú:</b> -/-')}${line('<b>6. Những thay đổi sau khi cấp Giấy chứng nhận:</b>')}${changes()}<br><br>${line(`Số vào sổ cấp Giấy chứng nhận: ${number}`)}`;
    return [make('front', 'pink', front), make('back', 'pink', back)];
  }

  function residence(): readonly Face[] {
    const rows = Array.isArray(f.members) ? (f.members as readonly Readonly<Record<string, string>>[]) : [];
    const keys = ['fullName', 'dateOfBirth', 'sex', 'personalId', 'relationToHead'];
    const header =
      '<tr><th>TT</th><th>Họ, chữ đệm và tên</th><th>Ngày, tháng, năm sinh</th><th>Giới tính</th><th>Số định danh cá nhân</th><th>Quan hệ với chủ hộ</th></tr>';
    const cells = (row: Readonly<Record<string, string>>, at: number) =>
      `<tr><td>${at + 1}</td>${keys.map((key) => `<td>${safe(key === 'dateOfBirth' ? dmy(row[key] ?? '') : (row[key] ?? ''))}</td>`).join('')}</tr>`;
    const blank = `<tr>${'<td>&nbsp;</td>'.repeat(6)}</tr>`.repeat(2);
    const table = (part: readonly Readonly<Record<string, string>>[], from: number, head: boolean) =>
      `<table>${head ? header : ''}${part.length === 0 ? blank : part.map((row, at) => cells(row, from + at)).join('')}</table>`;
    const twoPages = variant === 'table-two-pages';
    const onFirst = twoPages ? Math.max(1, Math.ceil(rows.length / 2)) : rows.length;
    const end = signature(
      r,
      style,
      ['TRƯỞNG CÔNG AN'],
      e.signer ?? '',
      e.seal ?? '',
      `${safe(e.city ?? '')}, ${long(String(f.issueDate))}`,
    );
    const first = `<div class="head"><div>CÔNG AN ${e.province}<br><b>CÔNG AN ${e.commune}</b><div class="rule"></div>Số: ${e.number}</div><div>${state}</div></div><p class="l c"><b style="font-size:1.15em">XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ</b></p>
      ${line('<b>I. Theo đề nghị của Ông/Bà:</b>')}${line(`1. Họ, chữ đệm và tên: ${v('fullName', String(f.fullName).toUpperCase())}`)}${line(`2. Ngày, tháng, năm sinh: ${say(dmy(String(f.dateOfBirth)))}${gap}3. Giới tính: ${v('sex')}`)}${line(`4. Số định danh cá nhân: ${v('personalId')}`)}${r.chance(0.6) ? line(`5. Dân tộc: ${v('ethnicity')}${gap}6. Tôn giáo: ${v('religion')}${gap}7. Quốc tịch: ${v('nationality')}`) : line(`5. Dân tộc: ${v('ethnicity')}${gap}6. Tôn giáo: ${v('religion')}`) + line(`7. Quốc tịch: ${v('nationality')}`)}${wrapped('8. Quê quán: ', String(f.hometown), what.wrap)}
      ${line('<b>II. Xác nhận thông tin về cư trú như sau:</b>')}${wrapped('1. Nơi thường trú: ', String(f.permanentAddress), what.wrap)}${wrapped('2. Nơi tạm trú: ', e.temporary ?? '', e.temporary ? what.wrap : 'none')}${wrapped('3. Nơi ở hiện tại: ', String(f.currentAddress), what.wrap)}${line(`4. Họ, chữ đệm và tên chủ hộ: ${v('headName')}`)}${line(`5. Quan hệ với chủ hộ: ${v('relationToHead')}${gap}6. Số định danh cá nhân của chủ hộ: ${v('headPersonalId')}`)}${line('7. Thông tin các thành viên khác trong hộ gia đình:')}${table(rows.slice(0, onFirst), 0, true)}${twoPages ? '' : end}`;
    if (!twoPages) return [make('front', null, first)];
    return [make('front', null, first), make('continuation', null, `${table(rows.slice(onFirst), onFirst, r.chance(0.5))}<br>${end}`)];
  }

  function birth(): readonly Face[] {
    const both = (vi: string, en: string) => (variant === 'bilingual' ? `${vi} / <i>${en}</i>` : vi);
    const named = variant === 'extract' || r.chance(0.3) ? 'Họ và tên' : 'Họ, chữ đệm, tên';
    const parent = (who: 'mother' | 'father', word: string, en: string) => {
      const absent = !f[`${who}Name`];
      const dash = variant === 'no-father-dash' && absent ? r.pick(['---', '-/-', '/']) : '';
      const shown = (key: string) => (absent ? dash : v(`${who}${key}`));
      const born = e[`${who}DateOfBirth`]
        ? `Ngày, tháng, năm sinh: ${say(dmy(e[`${who}DateOfBirth`] ?? ''))}`
        : `${both('Năm sinh', 'Year of birth')}: ${shown('BirthYear')}`;
      return (
        line(`${both(`${named} người ${word}`, `Full name of ${en}`)}: ${shown('Name')}`) +
        line(`${born}${gap}Dân tộc: ${shown('Ethnicity')}${gap}Quốc tịch: ${say(absent ? dash : 'Việt Nam')}`) +
        (absent
          ? line(`Nơi cư trú: ${dash}`)
          : wrapped(`${label('Nơi cư trú', 'Nơi cư trú', 'Nơi thường trú/tạm trú')}: `, String(f[`${who}Address`]), what.wrap))
      );
    };
    const parents = [parent('mother', 'mẹ', 'mother'), parent('father', 'cha', 'father')];
    const registry = what.handFields.includes('registrationNumber') ? pen.leader(String(f.registrationNumber)) : v('registrationNumber');
    const words = String(f.dateOfBirthInWords ?? '');
    const date =
      variant === 'words-far-right'
        ? farRight(`Ngày, tháng, năm sinh: ${say(dmy(String(f.dateOfBirth)))}`, 'Ghi bằng chữ: ', words)
        : line(`${both('Ngày, tháng, năm sinh', 'Date of birth')}: ${say(dmy(String(f.dateOfBirth)))}`) +
          wrapped(`${label('Ghi bằng chữ', 'Ghi bằng chữ', 'Bằng chữ')}: `, words, what.wrap);
    const where =
      variant === 'extract'
        ? line(`Đăng ký khai sinh tại: ${v('registrationPlace')}`) +
          line(`Số: ${registry}, ${say(`ngày ${dmy(String(f.registrationDate))}`)}`)
        : line(`${label('Nơi đăng ký khai sinh', 'Nơi đăng ký khai sinh', 'Nơi đăng ký')}: ${v('registrationPlace')}`) +
          line(
            what.handFields.includes('registrationDate')
              ? `Ngày, tháng, năm đăng ký: ${pen.leader(dmy(String(f.registrationDate)))}`
              : `Ngày, tháng, năm đăng ký: ${say(dmy(String(f.registrationDate)))}`,
          );
    const title = variant === 'extract' ? 'TRÍCH LỤC KHAI SINH' : 'GIẤY KHAI SINH';
    const top = variant === 'extract' ? `Số: ${say(`${r.whole(3, 900)}/TLKS-BS`)}` : `Số: ${registry}`;
    return [
      make(
        'front',
        'teal',
        `<div class="head"><div><b>ỦY BAN NHÂN DÂN</b><br>${e.commune}</div><div>${state}<div style="text-align:right">${top}</div></div></div><p class="l c"><b style="font-size:1.7em">${title}</b></p>
      ${line(`${both(named, 'Full name')}: <b>${v('fullName')}</b>`)}${date}${line(`${both('Giới tính', 'Sex')}: ${v('sex')}${gap}Dân tộc: ${v('ethnicity')}${gap}Quốc tịch: ${v('nationality')}`)}${wrapped('Nơi sinh: ', String(f.placeOfBirth), what.wrap)}${wrapped('Quê quán: ', String(f.hometown), what.wrap)}${f.personalId ? line(`Số định danh cá nhân: ${v('personalId')}`) : line('Số định danh cá nhân:')}
      ${(variant === 'father-first' ? [...parents].reverse() : parents).join('')}${where}${signature(r, style, ['NGƯỜI KÝ GIẤY KHAI SINH'], e.signer ?? '', e.seal ?? '', '')}`,
      ),
    ];
  }

  /** Label and first words at the right, the rest from the left margin. */
  function farRight(before: string, name: string, text: string): string {
    const words = text.split(' ');
    const at = Math.min(words.length - 1, r.whole(3, 5));
    return (
      `<p class="l" style="display:flex;justify-content:space-between"><span>${before}</span><span>${name}${say(words.slice(0, at).join(' '))}</span></p>` +
      line(say(words.slice(at).join(' ')))
    );
  }

  function enterprise(): readonly Face[] {
    const both = (vi: string, en: string) => (variant === 'bilingual' ? `${vi} / <i>${en}</i>` : vi);
    const changed =
      variant === 'changes' ? `<br><i>Đăng ký thay đổi lần thứ: ${r.whole(1, 14)}, ${long(e.latestChangeDate ?? '2022-02-02')}</i>` : '';
    const foreign =
      variant === 'foreign-name' || variant === 'bilingual'
        ? line(`Tên công ty viết bằng tiếng nước ngoài: ${say(e.foreignName ?? '')}`) +
          line(`Tên công ty viết tắt: ${say(e.shortName ?? '')}`)
        : '';
    const second = e.secondName
      ? line(`* Họ và tên: ${say(e.secondName)}${gap}Giới tính: ${say(e.secondSex ?? '')}`) +
        line(`Chức danh: ${say('Phó giám đốc')}`) +
        line(`Sinh ngày: ${say(dmy(e.secondBirth ?? ''))}${gap}Dân tộc: ${say('Kinh')}${gap}Quốc tịch: ${say('Việt Nam')}`) +
        line(`Số giấy tờ pháp lý của cá nhân: ${say(e.secondId ?? '')}`)
      : '';
    const contact = r.chance(0.5)
      ? line(`Điện thoại: ${say(`0262${r.digits(7)}`)}${gap}Email: ${say(`lienhe${r.digits(2)}@congty.vn`)}`)
      : '';
    return [
      make(
        'front',
        'yellow',
        `<div class="head"><div><b>${e.office}<br>${e.province}</b><br>PHÒNG ĐĂNG KÝ KINH DOANH</div><div>${state}</div></div><p class="l c"><b style="font-size:1.12em">GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP<br>${e.kind}</b></p><p class="l c"><b>${both('Mã số doanh nghiệp', 'Enterprise code')}: ${v('taxCode')}</b></p><p class="l c"><i>Đăng ký lần đầu: ${long(String(f.firstRegistrationDate))}</i>${changed}</p>
      ${line('<b>1. Tên công ty</b>')}${wrapped('Tên công ty viết bằng tiếng Việt: ', String(f.enterpriseName), what.wrap)}${foreign}${line('<b>2. Địa chỉ trụ sở chính</b>')}${wrapped('', String(f.headOffice), what.wrap)}${contact}${line(`<b>3. ${both('Vốn điều lệ', 'Charter capital')}:</b> ${say(figures(Number(f.charterCapitalVnd)))} đồng`)}${line('<b>4. Người đại diện theo pháp luật của công ty</b>')}${line(`* Họ và tên: ${v('representativeName')}${gap}Giới tính: ${v('representativeSex')}`)}${line(`Chức danh: ${e.title}`)}${line(`Sinh ngày: ${say(dmy(String(f.representativeDateOfBirth)))}${gap}Dân tộc: ${e.ethnicity}${gap}Quốc tịch: Việt Nam`)}${line(`Loại giấy tờ pháp lý của cá nhân: ${e.paper}`)}${line(`Số giấy tờ pháp lý của cá nhân: ${v('representativeIdNumber')}`)}${wrapped('Địa chỉ liên lạc: ', e.contact ?? '', what.wrap)}${second}
      ${signature(r, style, [e.head ?? ''], e.signer ?? '', `${e.office} ★ ${e.province}`, '')}`,
      ),
    ];
  }
}

function idLabels(kind: Owner['idKind']): readonly string[] {
  const labels = {
    CMND: ['CMND số', 'CMND số', 'Số CMND', 'Giấy CMND số'],
    CCCD: ['CCCD số', 'CCCD số', 'Số CCCD', 'Căn cước công dân số'],
    'Hộ chiếu': ['Hộ chiếu số', 'Số hộ chiếu'],
    'Mã số thuế': ['Mã số thuế'],
  } as const;
  return labels[kind];
}

/** What clerks put on a paper afterwards: a note in the margin, a stamp over what stands there. */
function margins({ variant, extra }: RealContent, r: Random, style: Style): string {
  if (variant === 'margin-notes')
    return `<div class="h" style="position:absolute;left:6px;top:${r.whole(320, 620)}px;width:${Math.max(40, style.margin - 12)}px;font-size:.7em">${safe(extra.marginNote ?? '')}</div>`;
  if (variant !== 'stamped') return '';
  const [x, y] = [r.whole(120, 420), r.whole(300, 640)];
  return r.chance(0.5)
    ? `<div style="position:absolute;left:${x}px;top:${y}px;transform:rotate(${r.whole(-9, 9)}deg);border:2.4px solid #c22;color:#c22;font:bold 19px Arial,Arimo,sans-serif;padding:3px 9px;opacity:.75;mix-blend-mode:multiply">${r.pick(['BẢN SAO', 'ĐÃ THU LỆ PHÍ', 'SAO Y BẢN CHÍNH', 'ĐÃ ĐỐI CHIẾU'])}</div>`
    : seal(r, extra.seal ?? 'ỦY BAN NHÂN DÂN', x, y);
}
