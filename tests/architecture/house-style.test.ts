import { describe, expect, it } from 'vitest';
import { filesWith, specifiers, withoutComments } from './sources.ts';

const code = filesWith('.ts', '.tsx', '.mjs');
const texts = [...code, ...filesWith('.md', '.json', '.sql', '.css', '.html', '.yml', '.svg', '.txt'), ...filesWith('run', 'LICENSE')];
/** Tools read their configuration from a default export. */
const isConfiguration = (path: string) => /(^|\/)[\w-]+\.config\.ts$/.test(path);

describe('house style', () => {
  it('has no barrels: files that only pass on', () => {
    const barrels = code.filter(({ text }) => {
      const rest = withoutComments(text);
      return (
        /\bfrom\s*['"]/.test(rest) &&
        rest.replace(/export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s*['"][^'"]+['"];?/g, '').trim() === ''
      );
    });
    expect(barrels.map(({ path }) => path)).toEqual([]);
  });

  it('imports across layers by name, not by climbing', () => {
    const climbing = code.flatMap(({ path, text }) =>
      specifiers(text)
        .filter((each) => each.startsWith('../../'))
        .map((each) => `${path}: ${each}`),
    );
    expect(climbing).toEqual([]);
  });

  it('exports by name', () => {
    expect(
      code.filter(({ path, text }) => !isConfiguration(path) && /^export default\b/m.test(withoutComments(text))).map(({ path }) => path),
    ).toEqual([]);
  });

  it('explains long files at their start or after the imports', () => {
    const start = /^(?:#![^\n]*\n)?(?:\s|import\s[^;]*;)*\/[/*]/;
    const silent = code.filter(({ text }) => text.split('\n').length > 251 && !start.test(text));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it('writes Vietnamese in composed letters (NFC)', () => {
    expect(texts.filter(({ text }) => text !== text.normalize('NFC')).map(({ path }) => path)).toEqual([]);
  });

  it('names no machine of a registry and no folder of a person', () => {
    const hosts = ['npmjs', 'yarnpkg', 'npmmirror', 'jfrog', 'artifactory'];
    const registry = new RegExp(
      `\\b(?:registry|npm|artifactory)[\\w.-]*\\.(?:${hosts.join('|')})\\b|\\bregistry\\.[\\w-]+\\.(?:org|com|net|dev)\\b`,
      'i',
    );
    const folder = /(?:^|[\s"'`(=:])(?:\/(?:root|home|work|Users|mnt)\/[\w.-]|[A-Z]:\\+Users\\+\w)/m;
    const wrong = texts.filter(
      ({ path, text }) => path !== 'tests/architecture/house-style.test.ts' && (registry.test(text) || folder.test(text)),
    );
    expect(wrong.map(({ path, text }) => `${path}: ${(registry.exec(text) ?? folder.exec(text))?.[0].trim()}`)).toEqual([]);
  });

  it('has a lock that says what is installed, not where it came from', () => {
    const lock = texts.find(({ path }) => path === 'package-lock.json')?.text ?? '';
    expect(lock).toContain('"lockfileVersion": 3');
    expect(lock).not.toContain('"resolved": "http');
  });
});
