import { isContractProcedure } from '@orpc/contract';
import { contract } from '#contract/contract';
import { paths } from '#contract/events';

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly type: string | null;
}

/** Every way into the core: the calls as the contract lists them, and the paths beside them. */
export function everyRoute(): readonly Route[] {
  return [
    ...procedures(contract, []).map((name) => ({
      method: 'POST' as const,
      path: `${paths.rpc}/${name.join('/')}`,
      type: 'application/json',
    })),
    { method: 'GET', path: paths.events, type: null },
    { method: 'GET', path: `${paths.pages}/some-page/image?height=200`, type: null },
    { method: 'POST', path: `${paths.uploads}?batch=b&name=a.jpg&import=k`, type: 'application/octet-stream' },
  ];
}

function procedures(node: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (isContractProcedure(node)) return [path];
  return typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([name, child]) => procedures(child, [...path, name]))
    : [];
}
