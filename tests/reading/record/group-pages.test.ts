import { describe, expect, test } from 'vitest';
import { groupPages, nameBeforePage } from '#reading/record/group-pages';
import { pageReading, types } from '../paper.ts';

const page = (name: string, type: string | null, ...faces: string[]) => ({ name, group: null, reading: pageReading(type, faces) });
const land = 'land-certificate-2024';
const book = 'household-register-book';
const grouped = (...pages: ReturnType<typeof page>[]) => groupPages(pages, types).map((g) => g.pages);

describe('pages become records', () => {
  test('names that differ in -pN belong together, whatever their order', () => {
    expect(
      grouped(
        page('b-p2.jpg', land, 'back'),
        page('a-p1.jpg', land, 'front'),
        page('b-p1.tif', land, 'front'),
        page('a-p2.jpg', land, 'back'),
      ),
    ).toEqual([
      [2, 0],
      [1, 3],
    ]);
    expect(nameBeforePage('Hộp 3/hồ sơ-p12.jpg')).toBe('Hộp 3/hồ sơ');
    expect(nameBeforePage('scan.jpg')).toBeNull();
  });

  test('without such names by faces, in any order', () => {
    expect(grouped(page('1', land, 'back'), page('2', land, 'front'), page('3', land, 'front'), page('4', land, 'back'))).toEqual([
      [1, 0],
      [2, 3],
    ]);
  });

  test('a cover opens the next book', () => {
    expect(
      grouped(
        page('1', book, 'cover'),
        page('2', book, 'member'),
        page('3', book, 'member'),
        page('4', book, 'cover'),
        page('5', book, 'member'),
      ),
    ).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  test('papers of one page never join, unknown papers stand alone', () => {
    expect(
      grouped(page('1', 'birth-certificate', 'front'), page('2', 'birth-certificate', 'front'), page('3', null), page('4', null)),
    ).toEqual([[0], [1], [2], [3]]);
  });

  test('another kind among the pages of one name is a record of its own; an unknown page stays with its record', () => {
    expect(
      groupPages([page('x-p1', land, 'front'), page('x-p2', null), page('x-p3', 'birth-certificate', 'front')], types).map((g) => [
        g.type?.id,
        g.pages,
      ]),
    ).toEqual([
      [land, [0, 1]],
      ['birth-certificate', [2]],
    ]);
  });

  test('the caller may say what belongs together', () => {
    const pages = [page('1', land, 'front'), page('2', land, 'front')].map((p) => ({ ...p, group: 'one.pdf' }));
    expect(groupPages(pages, types).map((g) => g.pages)).toEqual([[0, 1]]);
  });
});
