import { isSyllable } from '#domain/vietnamese/syllable';
import { type Tone, withTone } from '#domain/vietnamese/tone';
import type { Random } from '../holdout/random.ts';

/** Sentences of no meaning in the words of offices: a reader that guesses from sense gains nothing. */

const nouns =
  'kế hoạch|báo cáo|hồ sơ|nhiệm vụ|kinh phí|dự án|quy hoạch|biên chế|tiến độ|thủ tục|địa bàn|ngân sách|chỉ tiêu|nguồn vốn|công trình|thôn xóm|hộ nghèo|rừng phòng hộ|thủy lợi|giáo viên|học sinh|trạm y tế|bệnh dịch|gia súc|thửa đất|bản đồ|mốc giới|sổ bộ|chữ ký|con dấu|văn thư|lưu trữ|tài liệu|hội nghị|cuộc họp|thành viên|tổ công tác|ban chỉ đạo|phòng chuyên môn|đơn vị|cá nhân|tập thể|thi đua|khen thưởng|kỷ luật|thanh tra|kiểm toán|khiếu nại|tố cáo|phản ánh|kiến nghị|đường giao thông|cầu cống|kênh mương|điện chiếu sáng|nước sạch|vệ sinh|môi trường|khoáng sản|đá xây dựng|lâm sản|thủy sản|ruộng lúa|vườn cây|giống mới|phân bón|thuốc thú y|bảo hiểm|trợ cấp|lương hưu|người có công|trẻ em|phụ nữ|thanh niên|cựu chiến binh|tôn giáo|lễ hội|di tích|thư viện|nhà văn hóa|truyền thanh|máy tính|phần mềm|chữ số|bưu điện|chợ phiên|hợp tác xã|doanh nghiệp|hộ kinh doanh|thuế|phí|lệ phí|quỹ|tiền gửi|tài sản|trụ sở|xe ô tô|xăng dầu|vật tư|thiết bị';
const verbs =
  'tổ chức|triển khai|phối hợp|rà soát|kiểm tra|tổng hợp|thẩm định|phê duyệt|bổ sung|điều chỉnh|thực hiện|chỉ đạo|hướng dẫn|đôn đốc|giám sát|bố trí|cấp phát|thanh toán|quyết toán|bàn giao|tiếp nhận|xử lý|giải quyết|trả lời|công bố|niêm yết|lưu giữ|chỉnh lý|số hóa|sao chụp|thu hồi|bồi thường|hỗ trợ|di dời|tháo dỡ|xây dựng|sửa chữa|nghiệm thu|đánh giá|xếp loại|tuyển dụng|điều động|bổ nhiệm|miễn nhiệm|ủy quyền|đăng ký|khai báo|tuyên truyền|vận động|phòng ngừa|ngăn chặn|khắc phục|chấn chỉnh|hoàn thành|gửi|ban hành|trình|duyệt|ký|họp';
const qualities =
  'kịp thời|đầy đủ|chặt chẽ|thường xuyên|định kỳ|hằng năm|đột xuất|trọng điểm|cụ thể|chi tiết|công khai|minh bạch|đúng hạn|khẩn trương|nghiêm túc|hiệu quả|tiết kiệm|liên ngành|trực tiếp|toàn diện|bền vững|hợp lý|chính xác|thống nhất|đồng bộ|bước đầu|cấp bách|nhỏ lẻ|tự phát|xuống cấp|quá tải|vượt mức|chưa đạt|còn thiếu';
const links =
  'và|của|cho|về|theo|tại|từ|đến|để|với|do|khi|nếu|nhưng|hoặc|bởi|vì|trong|ngoài|trên|dưới|giữa|sau|trước|được|đã|đang|sẽ|phải|cần|không|chưa|các|những|mỗi|từng|cả|này|đó|nêu trên|như sau|đối với|kể từ|căn cứ|trừ trường hợp|cùng với|nhằm|là|có';
const short =
  'UBND|HĐND|QĐ-UBND|NĐ-CP|QĐ-TTg|TT-BNV|CT-TTg|KH-UBND|BC-STC|TNMT|NN&PTNT|GD&ĐT|LĐTBXH|KBNN|BHXH|MTTQ|CCVC|GPMB|CNTT|PCTT&TKCN|TP.|TX.|TTr|VP|P.KT|ĐKKD';
const split = (list: string) => list.split('|');
const lists = { nouns: split(nouns), verbs: split(verbs), qualities: split(qualities), links: split(links), short: split(short) };

const onsets = 'b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x k gh ngh'.split(' ');
const rimes =
  'a ai am an ang anh ao au ay ăm ăn ăng âm ân âng âu ây e em en eng eo ê êm ên ênh êu i im in inh iu ia iêm iên iêng iêu o oi om on ong ô ôi ôm ôn ông ơ ơi ơm ơn u ui um un ung ua uôi uôm uôn uông ư ưi ưng ưa ươi ươm ươn ương ưu ươu oa oai oan oang oanh oăn oe uê uy uyên uynh uya uơ uân uâng ac at ap ach ăc ăt ăp âc ât âp ec et ep êt êp êch ich it ip iêc iêt iêp oc ot op ôc ôt ôp ơt ơp uc ut up uôc uôt ưc ưt ươc ươt ươp oac oat oach oăt uât uyêt uyt uêch uych'.split(
    ' ',
  );
const tones: readonly Tone[] = ['ngang', 'huyền', 'sắc', 'hỏi', 'ngã', 'nặng'];

/** Any syllable that the spelling allows, most of them in no dictionary of words. */
export function syllable(r: Random): string {
  for (;;) {
    const made = withTone(r.pick(onsets) + r.pick(rimes), r.pick(tones));
    if (isSyllable(made)) return made;
  }
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function date(r: Random): string {
  const [d, m, y] = [r.whole(1, 31), r.whole(1, 12), r.whole(1996, 2026)];
  const two = (n: number) => String(n).padStart(2, '0');
  return r.pick([
    `${two(d)}/${m}/${y}`,
    `${two(d)}/${two(m)}/${y}`,
    `${two(d)}-${two(m)}-${y}`,
    `ngày ${two(d)} tháng ${m} năm ${y}`,
    `${m}/${y}`,
  ]);
}

export function amount(r: Random): string {
  const dots = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, '.');
  return r.pick([
    `${dots(r.whole(1000, 99_000_000))} đồng`,
    `${r.whole(1, 99)},${r.whole(0, 99)} %`,
    `${r.whole(1, 9)}.${r.digits(3)},${r.digits(1)} m²`,
    `${r.whole(2, 400)} hộ`,
    `${dots(r.whole(1000, 900_000))}`,
    `${r.whole(1, 90)}/${r.whole(91, 300)} ${r.pick(['đơn vị', 'thôn', 'xã', 'hồ sơ'])}`,
    `${r.whole(1, 60)},${r.digits(1)} ha`,
    `${r.whole(1, 24)}h${r.digits(1)}0`,
  ]);
}

export function numberOfPaper(r: Random): string {
  return `${r.whole(1, 4800)}/${r.pick(['QĐ-UBND', 'NĐ-CP', `${r.whole(2003, 2026)}/NĐ-CP`, 'QĐ-TTg', 'TT-BTC', `${r.whole(2003, 2026)}/TT-BNV`, 'KH-UBND', 'CV-STNMT', 'TB-VP', 'BC-PNV', 'HD-BTCTW', 'NQ-HĐND', `${r.whole(2003, 2026)}/QH1${r.whole(0, 6)}`])}`;
}

export function personName(r: Random): string {
  const family = r.pick(
    'Nguyễn Trần Lê Phạm Hoàng Huỳnh Vũ Võ Đặng Bùi Đỗ Ngô Lý Đoàn Trịnh Nghiêm Khuất Giáp Uông Thiều Niê Êban Ksơr Mlô'.split(' '),
  );
  return [family, ...Array.from({ length: r.whole(1, 3) }, () => capital(syllable(r)))].join(' ');
}

export function placeName(r: Random): string {
  return `${r.pick(['xã', 'huyện', 'tỉnh', 'thôn', 'phường', 'thị trấn', 'buôn', 'tổ dân phố', 'khu'])} ${
    r.chance(0.12) ? r.whole(1, 30) : `${capital(syllable(r))} ${capital(syllable(r))}`
  }`;
}

/** A clause of about so many words. */
function clause(r: Random, words: number): string {
  const out: string[] = [];
  let count = 0;
  while (count < words) {
    const n = r.next();
    const next =
      n < 0.2
        ? r.pick(lists.nouns)
        : n < 0.34
          ? r.pick(lists.verbs)
          : n < 0.42
            ? r.pick(lists.qualities)
            : n < 0.66
              ? r.pick(lists.links)
              : n < 0.84
                ? syllable(r)
                : n < 0.87
                  ? r.pick(lists.short)
                  : n < 0.9
                    ? amount(r)
                    : n < 0.93
                      ? placeName(r)
                      : n < 0.95
                        ? personName(r)
                        : n < 0.97
                          ? date(r)
                          : n < 0.98
                            ? `số ${numberOfPaper(r)}`
                            : n < 0.99
                              ? `(${syllable(r)} ${r.pick(lists.nouns)})`
                              : `"${syllable(r)} ${syllable(r)}"`;
    out.push(next);
    count += next.split(' ').length;
  }
  return out.join(' ');
}

export function sentence(r: Random, words: number): string {
  const parts = Math.max(1, Math.round(words / 9));
  const list = Array.from({ length: parts }, () => clause(r, Math.max(2, Math.round(words / parts))));
  return `${capital(list.join(r.chance(0.15) ? '; ' : ', '))}${r.chance(0.85) ? '.' : r.pick([';', ':', '…'])}`;
}

export function paragraph(r: Random, sentences: number): string {
  return Array.from({ length: sentences }, () => sentence(r, r.whole(6, 26))).join(' ');
}

/** Without a full stop, for titles and cells. */
export function phrase(r: Random, words: number): string {
  return capital(clause(r, words));
}
