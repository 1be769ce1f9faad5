import type { Finding } from '#domain/finding';
import type { Language } from '#domain/label';
import { type Problem, problemKinds } from '#domain/problem';
import { type FindingTexts, findings } from './findings.ts';
import { type ProblemText, type ProblemTexts, problems } from './problems.ts';

/** A problem in words. A parameter that is missing (an older row, another program) reads “…”, never “undefined”. */
export function renderProblem(problem: Problem, language: Language): ProblemText {
  return problemText(problems[language], problem);
}

export function renderFinding(finding: Pick<Finding, 'code' | 'params'>, language: Language): string {
  return findingText(findings[language], finding);
}

/** The same from a table of texts at hand: the interface's, which may be a pseudo-language. */
export function problemText(texts: ProblemTexts, { code, params }: Problem): ProblemText {
  const names = Object.keys(problemKinds[code].params.shape);
  const complete = Object.fromEntries(names.map((name) => [name, params[name] ?? '…']));
  const text = texts[code] as (params: Readonly<Record<string, string | number>>) => ProblemText;
  return text(complete);
}

export function findingText(texts: FindingTexts, { code, params }: Pick<Finding, 'code' | 'params'>): string {
  return texts[code](params);
}
