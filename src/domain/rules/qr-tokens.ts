import { type Finding, finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { fold } from '../vietnamese/fold.ts';
import { type Rule, says, silent } from './rule.ts';

/**
 * Values that the QR code repeats. The law says that it holds the certificate's content (TT 10/2024 Art. 14), not how: tokens are
 * compared in the check's order where there are as many, else wherever they stand.
 */
export const qrTokens: Rule<Extract<Check, { rule: 'qrTokens' }>> = (check, scope) => {
  if (scope.context.qr.length === 0) return scope.type.qr ? says(finding('qr.unreadable', 'info', null)) : silent;
  const fields = check.fields
    .map((name) => ({ name, value: scope.value(name) }))
    .filter((field): field is { name: string; value: string } => field.value !== null);
  if (fields.length === 0) return silent;
  // The code that knows most of the record is the certificate's; others (a maker's, a seal's) are not its business.
  const best = scope.context.qr
    .map((text) => compare(tokens(text), check.fields, fields))
    .sort((one, other) => other.agreed.length - one.agreed.length)[0];
  if (!best || best.agreed.length === 0) return says(finding('qr.unreadable', 'info', null));
  const findings: Finding[] = best.differ.map(({ name, token }) =>
    finding('qr.differs', 'warning', scope.path(name), { found: scope.value(name) ?? '', ...(token === null ? {} : { expected: token }) }),
  );
  return { findings, agreed: best.agreed.map((name) => scope.path(name)) };
};

interface Compared {
  readonly agreed: readonly string[];
  readonly differ: readonly { readonly name: string; readonly token: string | null }[];
}

function compare(
  list: readonly string[],
  order: readonly string[],
  fields: readonly { readonly name: string; readonly value: string }[],
): Compared {
  const inOrder = order.length === list.length;
  const free = [...list];
  const agreed: string[] = [];
  const open: { name: string; token: string | null }[] = [];
  for (const { name, value } of fields) {
    const own = inOrder ? (list[order.indexOf(name)] ?? '') : null;
    const at = own === null ? free.findIndex((token) => same(token, value)) : same(own, value) ? free.indexOf(own) : -1;
    if (at < 0) open.push({ name, token: own });
    else {
      free.splice(at, 1);
      agreed.push(name);
    }
  }
  // Hardly anything where we look for it: the code has another order than ours. Two values changed about are not that.
  if (inOrder && open.length > 1 && agreed.length <= 1) {
    const other = compare([...list, ''], order, fields);
    if (other.differ.length === 0) return other;
  }
  const [only] = free.filter((token) => token !== '');
  return {
    agreed,
    differ: open.map(({ name, token }) => ({ name, token: token ?? (open.length === 1 && free.length === 1 ? (only ?? null) : null) })),
  };
}

function tokens(text: string): readonly string[] {
  return text
    .split(/[|;\n\r\t]+/)
    .map((token) => token.replace(/^[^:]{0,30}:\s*(?=\S)/, '').trim())
    .filter((token) => token !== '');
}

/** Numbers by value (7048 is 7.048 and 7048.0), the rest by letters and digits. */
function same(token: string, value: string): boolean {
  if (tight(token) === tight(value)) return true;
  return (
    /^\d+(?:\.\d+)?$/.test(value) &&
    [token.replace(',', '.'), token.replace(/\./g, '').replace(',', '.')].some(
      (text) => /^\d+(?:\.\d+)?$/.test(text) && !/^0\d/.test(text) && Number(text) === Number(value),
    )
  );
}

function tight(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}.]/gu, '');
}
