import { memo } from 'react';
import type { Finding } from '#domain/finding';
import { doubtfulRuns } from './doubt.ts';
import style from './Letters.module.css';

/** A reading with its doubtful letters underlined. */
export const Letters = memo(function Letters({
  text,
  others,
  findings,
}: {
  readonly text: string;
  readonly others: readonly string[];
  readonly findings?: readonly Finding[];
}) {
  const runs = doubtfulRuns(text, others, findings);
  let at = 0;
  return runs.map((run) => {
    const key = `${at}`;
    at += run.text.length;
    return run.doubtful ? (
      <span key={key} className={style.doubtful}>
        {run.text}
      </span>
    ) : (
      <span key={key}>{run.text}</span>
    );
  });
});
