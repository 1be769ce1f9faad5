import { IconBox, IconChecklist, IconSearch, IconSend, IconSettings, IconTargetArrow } from '@tabler/icons-react';
import { href, type Route } from '../router.ts';
import { useMessages } from '../workstation.tsx';
import style from './Rail.module.css';

const entries = [
  { screen: 'work', Icon: IconChecklist },
  { screen: 'batches', Icon: IconBox },
  { screen: 'search', Icon: IconSearch },
  { screen: 'handover', Icon: IconSend },
  { screen: 'targets', Icon: IconTargetArrow },
  { screen: 'settings', Icon: IconSettings },
] as const;

const homeOf: Readonly<Record<Route['screen'], (typeof entries)[number]['screen']>> = {
  work: 'work',
  batches: 'batches',
  batch: 'batches',
  record: 'batches',
  steps: 'batches',
  search: 'search',
  handover: 'handover',
  targets: 'targets',
  settings: 'settings',
};

/** The six parts of the program, always in sight. */
export function Rail({ route }: { readonly route: Route }) {
  const { rail } = useMessages().frame;
  return (
    <nav className={style.rail} aria-label={rail.label}>
      <img className={style.seal} src="./icon.svg" alt="" />
      {entries.map(({ screen, Icon }, index) => (
        <a
          key={screen}
          className={style.entry}
          href={href({ screen })}
          aria-current={homeOf[route.screen] === screen ? 'page' : undefined}
          title={`${rail[screen]} (Alt+${index + 1})`}
        >
          <Icon size={20} stroke={1.7} aria-hidden />
          <span>{rail[screen]}</span>
        </a>
      ))}
    </nav>
  );
}
