import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { Notice } from '#domain/notice';
import { Loading } from '#renderer/ui/Loading.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './ThirdParty.module.css';

/** The licences that the program is shipped with: the build lays them beside the interface (`main/setup/third-party.ts`). */
export function ThirdParty() {
  const { messages } = useWorkstation();
  const words = messages.settings.thirdParty;
  const [isOpen, setOpen] = useState(false);
  const notices = useQuery({ queryKey: ['third-party'], queryFn: fetchNotices, enabled: isOpen, staleTime: Number.POSITIVE_INFINITY });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.show}</summary>
      {notices.isError && <p role="alert">{words.missing}</p>}
      {notices.isLoading && <Loading label={messages.frame.loading} />}
      <ul className={style.list}>
        {notices.data?.map((notice) => (
          <li key={`${notice.name} ${notice.version}`}>
            <One notice={notice} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Its text is long: it is there when it is opened. */
function One({ notice: { name, version, license, text } }: { readonly notice: Notice }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {name} {version} <span className={style.license}>{license}</span>
      </summary>
      {isOpen && (
        <pre className={style.text} lang="en">
          {text}
        </pre>
      )}
    </details>
  );
}

async function fetchNotices(): Promise<readonly Notice[]> {
  const response = await fetch('./third-party.json');
  if (!response.ok) throw new Error(`third-party.json ${response.status}`);
  return z.array(Notice).parse(await response.json());
}
