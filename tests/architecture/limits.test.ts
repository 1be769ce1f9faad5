import { parseSync } from 'vite';
import { expect, it } from 'vitest';
import { filesWith } from './sources.ts';

/**
 * Limits of the reader have names: a number that decides anything is declared at the head of its file or part, as a constant or in a table
 * of constants, with its unit and its reason. What is left bare in functions is counted, and the count may only fall.
 */
const mostBareNumbers: Readonly<Record<string, number>> = {
  'src/reading/ink': 0,
  'src/reading/page': 0,
  'src/reading/record': 0,
  'src/reading/kinds': 0,
  'src/reading': 0,
};

/** Nothing, one, a half, a pair, and quarter turns say what they are. */
const plain: ReadonlySet<number> = new Set([0, 0.5, 1, 2, 90, 180, 270, 360]);

it.each(Object.entries(mostBareNumbers))('bare numbers in %s: %i at most', (folder, most) => {
  const found = filesWith('.ts')
    .filter(({ path }) => path.slice(0, path.lastIndexOf('/')) === folder)
    .flatMap(({ path, text }) => bareNumbers(path, text));
  expect(found.length, found.join('\n')).toBeLessThanOrEqual(most);
});

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

function bareNumbers(path: string, text: string): readonly string[] {
  const out: string[] = [];
  const visit = (node: Node, parents: readonly Node[]) => {
    if (isDeclarationOfLimits(node, parents) || node.type === 'TSLiteralType') return;
    if (isBare(node, parents.at(-1))) out.push(`${path}:${text.slice(0, node.start).split('\n').length} ${String(node.raw)}`);
    for (const child of Object.values(node).flat()) if (isNode(child)) visit(child, [...parents, node]);
  };
  visit(parseSync(path, text).program as unknown as Node, []);
  return out;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** A constant at the top level of a file that is no function. */
function isDeclarationOfLimits(node: Node, parents: readonly Node[]): boolean {
  return (
    node.type === 'VariableDeclaration' &&
    node.kind === 'const' &&
    parents.every(({ type }) => type === 'Program' || type === 'ExportNamedDeclaration') &&
    !/"type":"(?:ArrowFunctionExpression|FunctionExpression)"/.test(JSON.stringify(node))
  );
}

function isBare(node: Node, parent: Node | undefined): boolean {
  if (node.type !== 'Literal' || typeof node.value !== 'number' || plain.has(node.value)) return false;
  // Bit masks and shifts, places in a tuple.
  if (/^0[xb]/.test(String(node.raw)) || (parent?.type === 'BinaryExpression' && /^(?:<<|>>>?)$/.test(String(parent.operator))))
    return false;
  return !(parent?.type === 'MemberExpression' && parent.property === node);
}
