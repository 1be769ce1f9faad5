/**
 * Provinces that are gone since before the data of 2025, as old papers name them, with the 2025 codes of where they are now. From general
 * knowledge: dates are those of the National Assembly's resolutions. `names`: the usual one first, then spellings found on papers.
 */
export interface EarlierProvince {
  readonly names: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  readonly into: readonly string[];
}

const province = (names: readonly string[], from: string | null, to: string | null, into: readonly string[]): EarlierProvince => ({
  names,
  from,
  to,
  into,
});

export const earlierProvinces: readonly EarlierProvince[] = [
  province(['Thừa Thiên Huế', 'Thừa Thiên - Huế'], '1989-07-01', '2024-12-31', ['46']),
  province(['Hà Tây'], null, '2008-07-31', ['01']),
  province(['Hà Sơn Bình'], '1975-12-27', '1991-08-11', ['01', '25']),
  province(['Hà Bắc'], '1962-10-27', '1996-12-31', ['24']),
  province(['Hải Hưng'], '1968-01-26', '1996-12-31', ['31', '33']),
  province(['Hà Nam Ninh'], '1975-12-27', '1991-12-31', ['37']),
  province(['Nam Hà'], '1965-04-21', '1996-12-31', ['37']),
  province(['Vĩnh Phú'], '1968-01-26', '1996-12-31', ['25']),
  province(['Bắc Thái'], '1965-04-21', '1996-12-31', ['19']),
  province(['Cao Lạng'], '1975-12-27', '1978-12-29', ['04', '20']),
  province(['Hà Tuyên'], '1975-12-27', '1991-08-12', ['08']),
  province(['Hoàng Liên Sơn'], '1975-12-27', '1991-08-12', ['15']),
  province(['Nghệ Tĩnh'], '1975-12-27', '1991-08-12', ['40', '42']),
  province(['Bình Trị Thiên'], '1975-12-27', '1989-06-30', ['44', '46']),
  province(['Quảng Nam - Đà Nẵng', 'Quảng Nam Đà Nẵng'], '1975-12-27', '1996-12-31', ['48']),
  province(['Nghĩa Bình'], '1975-12-27', '1989-06-30', ['51', '52']),
  province(['Phú Khánh'], '1975-12-27', '1989-06-30', ['56', '66']),
  province(['Gia Lai - Kon Tum', 'Gia Lai Kon Tum', 'Gia Lai-Công Tum'], '1975-12-27', '1991-08-12', ['52', '51']),
  province(['Thuận Hải'], '1976-02-01', '1992-04-01', ['56', '68']),
  province(['Sông Bé'], '1976-02-01', '1996-12-31', ['75', '79']),
  province(['Minh Hải'], '1976-03-10', '1996-12-31', ['96']),
  province(['Cửu Long'], '1976-02-01', '1992-05-05', ['86']),
  province(['Đắc Lắc', 'Đăk Lăk', 'Đắc Lắk', 'Đaklak', 'Daklak', 'Đăklăk', 'Đắklắk', 'Darlac'], null, '2025-06-30', ['66']),
  province(['Đắc Nông', 'Đăk Nông', 'Đăknông'], '2004-01-01', '2025-06-30', ['68']),
  province(['Gia Lai', 'Gialai', 'Pleiku'], null, '2025-06-30', ['52']),
];
