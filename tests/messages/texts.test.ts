import { expect, test } from 'vitest';
import { en } from '#messages/en';
import { vi } from '#messages/vi';

/** Every text with its address; functions are called with a mark for each parameter. */
function texts(node: unknown, path: string): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return texts(node(...Array.from({ length: node.length }, (_, index) => `‹${index}›`)), path);
  if (typeof node === 'object' && node !== null) return Object.entries(node).flatMap(([key, value]) => texts(value, `${path}.${key}`));
  return [[path, '']];
}

// Problems and findings have parameters as objects; their own test walks them.
const areas = (messages: typeof vi) =>
  Object.entries(messages)
    .filter(([name]) => name !== 'problems' && name !== 'findings')
    .flatMap(([name, area]) => texts(area, name));

test('both languages say everything, in NFC, with no parameter lost', () => {
  const inEnglish = new Map(areas(en));
  for (const [path, text] of areas(vi)) {
    const other = inEnglish.get(path) ?? '';
    for (const said of [text, other]) {
      expect(said.trim(), path).not.toBe('');
      expect(said, path).toBe(said.normalize('NFC'));
      expect(said, path).not.toMatch(/undefined|\[object/);
    }
    expect([...(other.match(/‹\d›/g) ?? [])].sort(), path).toEqual([...(text.match(/‹\d›/g) ?? [])].sort());
  }
  expect([...inEnglish.keys()].sort()).toEqual(
    areas(vi)
      .map(([path]) => path)
      .sort(),
  );
});

test('English texts are not Vietnamese left untranslated', () => {
  const vietnameseOnly = /[ăđơưàảãáạằẳẵắặầẩẫấậẻẽẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;
  const quoted = /Sổ Sống|Tiếng Việt|“[^”]*”/g;
  for (const [path, text] of areas(en)) expect(text.replaceAll(quoted, ''), path).not.toMatch(vietnameseOnly);
});
