import { fieldKinds } from '../fields/field-kinds.ts';
import { partsOfUseForm } from '../fields/use-form.ts';
import { type Finding, finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import type { Rule } from './rule.ts';

/** Square metres that rounding may lose between the parts. */
const tolerance = 0.1001;

/** The area is the sum of riêng and chung where the paper gives both, and of its purposes where each has an area. */
export const areaParts: Rule<Extract<Check, { rule: 'areaParts' }>> = (check, scope) => {
  const area = scope.value(check.area);
  const findings: Finding[] = [];
  const agreed: string[] = [];
  if (area === null) return { findings, agreed };
  const say = (name: string, sum: number | null) => {
    if (sum === null) return;
    if (Math.abs(sum - Number(area)) <= tolerance) agreed.push(scope.path(check.area), scope.path(name));
    else {
      const params = { found: area, expected: String(Math.round(sum * 1000) / 1000) };
      findings.push(
        finding('area.parts', 'error', scope.path(check.area), params),
        finding('area.parts', 'error', scope.path(name), params),
      );
    }
  };
  const { own, shared } = partsOfUseForm(scope.at(check.form).raw ?? '');
  say(check.form, total([own, shared].filter((part) => part !== null)));
  // One part is the whole area and the other could not be read: it is none ("riêng: Kbóng m²; chung: 2470 m²").
  const whole = [own, shared].findIndex((part) => part !== null && part !== '' && Math.abs(Number(part) - Number(area)) <= tolerance);
  const expected = whole === 0 ? 'riêng' : 'chung';
  const rest = whole === 0 ? shared : own;
  if (whole >= 0 && (rest === '' || rest === null) && scope.value(check.form) === 'riêng và chung')
    findings.push(finding('area.form', 'warning', scope.path(check.form), { found: 'riêng và chung', expected }));
  for (const field of scope.type.fields) {
    const areas = fieldKinds[field.kind].areasOf?.(scope.value(field.key) ?? '') ?? [];
    if (areas.length > 0) say(field.key, total(areas.map((part) => part ?? '')));
  }
  return { findings, agreed };
};

/** Null unless every part has an area and one of them is more than nothing. */
function total(parts: readonly string[]): number | null {
  if (parts.length === 0 || parts.includes('')) return null;
  const sum = parts.reduce((all, part) => all + Number(part), 0);
  return sum > 0 ? sum : null;
}
