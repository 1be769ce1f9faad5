import { useQuery } from '@tanstack/react-query';
import { formatMoment } from '#messages/format';
import { rpc } from '#renderer/core.ts';
import { Answer } from '#renderer/ui/Answer.tsx';
import { useMessages } from '#renderer/workstation.tsx';
import { paperText } from './field-text.ts';
import style from './History.module.css';
import type { Place } from './walk.ts';

/** Every decision on a value, the latest first; nothing is ever overwritten. */
export function History({ recordId, place: { path, field, value } }: { readonly recordId: string; readonly place: Place }) {
  const messages = useMessages();
  const words = messages.record.screen;
  // A decision counts the revision up: the history of the new one is asked for.
  const query = useQuery({
    ...rpc.value.history.queryOptions({ input: { recordId, path } }),
    queryKey: [...rpc.value.history.queryKey({ input: { recordId, path } }), value.revision],
  });
  const say = (one: string | null) => (one === null ? '–' : paperText(field, one));
  return (
    <section className={style.history} aria-label={words.history} data-text>
      <h3 className={style.title}>{words.history}</h3>
      <Answer query={query}>
        {(lines) =>
          lines.length === 0 ? (
            <p className={style.none}>{words.noHistory}</p>
          ) : (
            <ol className={style.lines}>
              {[...lines]
                .sort((a, b) => b.at.localeCompare(a.at))
                .map((line) => (
                  <li key={`${line.at} ${line.decision}`}>
                    <span className={style.at}>
                      {formatMoment(line.at)} · {line.person}
                    </span>
                    <span>{words.historyLine(messages.labels.decision[line.decision], say(line.before), say(line.after))}</span>
                  </li>
                ))}
            </ol>
          )
        }
      </Answer>
    </section>
  );
}
