import { href, type Route } from '../router.ts';
import { homeOf, rail } from '../screens.tsx';
import { useMessages } from '../workstation.tsx';
import style from './Rail.module.css';

/** The parts of the program, always in sight. */
export function Rail({ route }: { readonly route: Route }) {
  const messages = useMessages();
  return (
    <nav className={style.rail} aria-label={messages.frame.rail.label}>
      <img className={style.seal} src="./icon.svg" alt="" />
      {rail.map(({ screen, icon: Icon, key, name }) => (
        <a
          key={screen}
          className={style.entry}
          href={href({ screen })}
          aria-current={homeOf(route.screen) === screen ? 'page' : undefined}
          title={`${name(messages)} (${key})`}
        >
          <Icon size={20} stroke={1.7} aria-hidden />
          <span>{name(messages)}</span>
        </a>
      ))}
    </nav>
  );
}
