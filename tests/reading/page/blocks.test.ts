import { describe, expect, test } from 'vitest';
import { locate } from '#reading/page/locate';
import { linesOf, typeOf } from '../paper.ts';

const frame = { x0: 0, width: 2480, height: 3508 };
const read = (type: string, ...rows: readonly string[]) =>
  Object.fromEntries(
    locate(linesOf(rows.join('\n')), typeOf(type), ['front'], frame).map(({ table, row, field, raw }) => [
      table === null ? field.key : `${table}[${row}].${field.key}`,
      raw,
    ]),
  );
const pink = (...rows: readonly string[]) => read('land-certificate-2009', ...rows);
const keys = (found: Readonly<Record<string, string>>) => Object.keys(found).filter((key) => /owner/iu.test(key));

describe('blocks: what stands together belongs together', () => {
  test('an address after husband and wife in one block is the household’s; a second one is hers', () => {
    const couple = [
      'Hộ ông: VŨ HỮU THÀNH, sinh năm: 1972, CMND số: 245183280',
      'và vợ: bà QUÁCH NGỌC DUYÊN, sinh năm: 1966, CMND số: 245004050',
      'Địa chỉ thường trú: Thôn 3, xã Tân Triều, thành phố Hà Nội',
    ];
    const owner = { ownerName: 'VŨ HỮU THÀNH', ownerBirthYear: '1972', ownerIdNumber: '245183280' };
    const wife = { coOwnerName: 'QUÁCH NGỌC DUYÊN', coOwnerBirthYear: '1966', coOwnerIdNumber: '245004050' };
    const together = pink(...couple);
    expect(together).toMatchObject({ ...owner, ...wife, ownerAddress: 'Thôn 3, xã Tân Triều, thành phố Hà Nội' });
    expect(together.coOwnerAddress).toBeUndefined();
    const apart = pink(couple[0] as string, 'Địa chỉ thường trú: Tổ 1, tỉnh Gia Lai', ...couple.slice(1));
    expect(apart).toMatchObject({
      ...owner,
      ...wife,
      ownerAddress: 'Tổ 1, tỉnh Gia Lai',
      coOwnerAddress: 'Thôn 3, xã Tân Triều, thành phố Hà Nội',
    });
  });

  test('from the third on, owners are rows, each with what its own block has', () => {
    const found = pink(
      'Ông: Lê Quốc Bảo',
      'Sinh năm: 1981   CMND số: 112345670',
      'Bà: Phạm Thị Mai',
      'Sinh năm: 1984   CMND số: 112345678',
      'Ông: Lê Quốc Cường',
      'CMND số: 112345679',
      'Bà: Lê Thị Dung',
      'Sinh năm: 1990',
      'Địa chỉ thường trú: Tổ 9, tỉnh Phú Thọ',
    );
    expect(found).toMatchObject({
      ownerName: 'Lê Quốc Bảo',
      coOwnerName: 'Phạm Thị Mai',
      'otherOwners[0].fullName': 'Lê Quốc Cường',
      'otherOwners[0].idNumber': '112345679',
      'otherOwners[1].fullName': 'Lê Thị Dung',
      'otherOwners[1].birthYear': '1990',
      'otherOwners[1].address': 'Tổ 9, tỉnh Phú Thọ',
    });
    expect(keys(found)).not.toContain('otherOwners[0].birthYear');
    expect(keys(found)).not.toContain('ownerAddress');
  });

  test('two owners in one sentence, with one address after both', () => {
    const found = pink(
      'Ông KHUẤT ĐỨC HUỲNH, sinh năm 1949, CMND số 170371009 và Bà PHAN THỊ',
      'OANH, sinh năm 1976, CMND số 020860333, địa chỉ thường trú: Ấp 2, xã',
      'Thạnh Hoà, huyện Tân Phước, tỉnh Tiền Giang',
    );
    expect(found).toMatchObject({
      ownerName: 'KHUẤT ĐỨC HUỲNH',
      ownerBirthYear: '1949',
      ownerIdNumber: '170371009',
      ownerAddress: 'Ấp 2, xã Thạnh Hoà, huyện Tân Phước, tỉnh Tiền Giang',
      coOwnerName: 'PHAN THỊ OANH',
      coOwnerBirthYear: '1976',
      coOwnerIdNumber: '020860333',
    });
  });

  test('an organisation has a tax code and no year of birth', () => {
    const found = pink(
      'Tổ chức: CÔNG TY CỔ PHẦN CAO SU ĐẠI LỘC',
      'Giấy chứng nhận đăng ký doanh nghiệp số: 6007796222, đăng ký lần đầu ngày 17/09/2009',
      'Địa chỉ trụ sở chính: Ngõ 8 đường Ama Khê, tỉnh Đắk Lắk',
    );
    expect(found).toMatchObject({
      ownerName: 'CÔNG TY CỔ PHẦN CAO SU ĐẠI LỘC',
      ownerIdKind: 'Giấy chứng nhận đăng ký doanh nghiệp số',
      ownerIdNumber: '6007796222',
      ownerAddress: 'Ngõ 8 đường Ama Khê, tỉnh Đắk Lắk',
    });
  });

  test('owners in one running line, over its end, are told by the sign before them', () => {
    const found = read(
      'land-certificate-2024',
      'Hộ gia đình, gồm ông Đoàn Đức Hùng, CCCD số: 066076712494; bà Mai Thị Hồng',
      'Thủy, CCCD số: 066179901969; ông Lê Đình Đạt, CCCD số: 066090673370',
      'a. Thửa đất số: 710;   tờ bản đồ số: 5',
    );
    expect(found).toMatchObject({
      ownerName: 'Đoàn Đức Hùng',
      ownerIdNumber: '066076712494',
      coOwnerName: 'Mai Thị Hồng Thủy',
      coOwnerIdNumber: '066179901969',
      'otherOwners[0].fullName': 'Lê Đình Đạt',
      'otherOwners[0].idNumber': '066090673370',
    });
  });

  test('a second owner behind “và bà”, and a label that its line breaks', () => {
    const found = read(
      'land-certificate-2024',
      'Ông Đặng Thanh Hưởng, CCCD số: 066087430660 và bà H’Nguôm Buôn Krông, CCCD',
      'số: 066160919625',
      '2. Thông tin thửa đất:',
    );
    expect(found).toMatchObject({
      ownerName: 'Đặng Thanh Hưởng',
      ownerIdNumber: '066087430660',
      coOwnerName: 'H’Nguôm Buôn Krông',
      coOwnerIdKind: 'CCCD',
    });
    expect(found.coOwnerIdNumber).toContain('066160919625');
  });

  test('a number behind its label’s line end, before the next owner; “Vợ là bà”', () => {
    expect(
      read(
        'land-certificate-2024',
        'Hộ gia đình, gồm ông Đào Tấn Lộc, CCCD số: 068068027355; bà H’Ñĭ Hmŏk, CCCD số:',
        '004186582222; ông Phí Xuân Tỵ, CCCD số: 084045285732',
      ),
    ).toMatchObject({ coOwnerIdNumber: '004186582222', 'otherOwners[0].idNumber': '084045285732' });
    expect(pink('Hộ ông: Y SUĂN NIÊ', 'Sinh năm: 1970', 'Vợ là bà: TRẦN THỊ VẺ, sinh năm: 1984')).toMatchObject({
      ownerBirthYear: '1970',
      coOwnerName: 'TRẦN THỊ VẺ',
      coOwnerBirthYear: '1984',
    });
  });

  test('a full date of birth is one, a year alone is none', () => {
    const found = read(
      'birth-certificate',
      'Họ, chữ đệm, tên người mẹ: VŨ THỊ BÍCH',
      'Năm sinh: 26/05/1989   Dân tộc: Tày',
      'Họ, chữ đệm, tên người cha: BÙI ĐÌNH HIẾU',
      'Năm sinh: 1979   Dân tộc: Thái',
    );
    expect(found).toMatchObject({ motherBirthYear: '26/05/1989', motherDateOfBirth: '26/05/1989', fatherBirthYear: '1979' });
    expect(found.fatherDateOfBirth).toBeUndefined();
  });

  test('a block that no label of the form begins is somebody else’s, on a form with blocks and on one without', () => {
    const foreign = ['Ông: HUỲNH KHẮC CƯỜNG', 'Sinh năm: 1972', 'Địa chỉ thường trú: Ấp 20, xã Thanh Luận, tỉnh Bắc Giang'];
    const birth = (...rows: readonly string[]) =>
      read('birth-certificate', 'Họ, chữ đệm, tên người mẹ: THỊ NHƯ', 'Năm sinh: 1990   Dân tộc: Mạ', ...rows);
    const own = 'Nơi cư trú: Buôn Drai Hling, xã Hòa Phú, tỉnh Đắk Lắk';
    expect(birth(own, ...foreign).motherAddress).toBe('Buôn Drai Hling, xã Hòa Phú, tỉnh Đắk Lắk');
    expect(birth(...foreign)).not.toHaveProperty('motherAddress');
    expect(birth(...foreign, own)).not.toHaveProperty('motherAddress');
    const residence = (...rows: readonly string[]) => read('residence-confirmation-ct07', '7. Dân tộc: Kinh', ...rows);
    expect(residence(...foreign)).not.toHaveProperty('permanentAddress');
    expect(residence(...foreign, '8. Nơi thường trú: Thôn 3, tỉnh Đắk Lắk').permanentAddress).toBe('Thôn 3, tỉnh Đắk Lắk');
  });

  test('the words of a title within a name or an address begin nobody’s block', () => {
    const found = pink('Ông: Lê Quốc Bảo', 'Địa chỉ thường trú: Khu phố Bà Rịa, phường', 'Bà Rịa, thành phố Hồ Chí Minh');
    expect(found.coOwnerName).toBeUndefined();
  });

  test('a printing that has a value elsewhere: number and day of an extract stand in one line at its end', () => {
    const text = (line: string) =>
      read(
        'birth-certificate',
        'Số: 750/TLKS-BS',
        ...Array<string>(14).fill(''),
        'Họ, chữ đệm, tên: HUỲNH TIẾN PHƯƠNG',
        ...Array<string>(14).fill(''),
        'Đăng ký khai sinh tại: UBND xã Ea Tiêu, tỉnh Đắk Lắk',
        line,
      );
    expect(text('Số: 132/2016, ngày: 06/12/2016')).toMatchObject({ registrationNumber: '132/2016', registrationDate: '06/12/2016' });
    expect(text('Số: 211 ngày: 20/3/2018')).toMatchObject({ registrationNumber: '211', registrationDate: '20/3/2018' });
    expect(text('Số 38 đường Ama Khê, ngày 20/3/2018')).not.toHaveProperty('registrationNumber');
  });

  test('a printing that is filled in by pen: every value is handwriting', () => {
    const written = (sex: string) =>
      locate(
        linesOf(`Họ và tên: NÔNG QUANG GIÁP   ${sex}: Nam\nNơi sinh: tỉnh Đắk Lắk`),
        typeOf('birth-certificate'),
        ['front'],
        frame,
      ).map(({ field }) => field.handwritten);
    expect(written('Nam, nữ')).toEqual([true, true, true]);
    expect(written('Giới tính')).toEqual([false, false, false]);
  });
});
