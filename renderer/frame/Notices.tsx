import { useQuery } from '@tanstack/react-query';
import { problemText } from '#messages/render';
import { rpc } from '../core.ts';
import { Mark } from '../ui/Mark.tsx';
import { useMessages } from '../workstation.tsx';
import style from './Notices.module.css';

/** What the workstation found out by itself (open files, damage): above every screen until it is mended. */
export function Notices() {
  const { problems } = useMessages();
  const { data } = useQuery(rpc.workstation.state.queryOptions());
  return (
    <div className={style.notices} role="status">
      {data?.notices.map((notice) => {
        const { what, next } = problemText(problems, notice);
        return (
          <p key={notice.code} className={style.notice}>
            <Mark kind="error" />
            <span>
              <strong>{what}</strong> {next}
            </span>
          </p>
        );
      })}
    </div>
  );
}
