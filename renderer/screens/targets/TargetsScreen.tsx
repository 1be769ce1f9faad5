import { Button } from '@mantine/core';
import { IconPlus, IconTargetArrow } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Target } from '#domain/target';
import { useAction } from '#renderer/actions/use-action.ts';
import { rpc } from '#renderer/core.ts';
import { Answer } from '#renderer/ui/Answer.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { Screen } from '#renderer/ui/Screen.tsx';
import { useMessages } from '#renderer/workstation.tsx';
import { TargetCard } from './TargetCard.tsx';
import { TargetForm } from './TargetForm.tsx';
import style from './TargetsScreen.module.css';

/** Every promise with its three honest counters, what is needed per day, and where the work stands. */
export function TargetsScreen() {
  const words = useMessages().target;
  const targets = useQuery(rpc.target.list.queryOptions());
  const [editing, setEditing] = useState<Target | 'new' | null>(null);
  useAction('targets.new', () => setEditing('new'));
  const add = (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEditing('new')}>
      {words.newTarget}{' '}
      <span className={style.key}>
        <KeyCaps keys="n" />
      </span>
    </Button>
  );
  return (
    <Screen flush title={words.title} actions={add}>
      {editing && (
        <TargetForm
          key={editing === 'new' ? 'new' : editing.id}
          target={editing === 'new' ? null : editing}
          onDone={() => setEditing(null)}
        />
      )}
      <div className={style.cards}>
        <Answer query={targets}>
          {(all) =>
            all.length === 0 ? (
              <EmptyState icon={<IconTargetArrow size={36} stroke={1.4} />} title={words.none} text={words.noneNext}>
                {editing === null && <Button onClick={() => setEditing('new')}>{words.newTarget}</Button>}
              </EmptyState>
            ) : (
              [...all]
                .sort((one, other) => one.by.localeCompare(other.by))
                .map((target) => <TargetCard key={target.id} target={target} onEdit={() => setEditing(target)} />)
            )
          }
        </Answer>
      </div>
    </Screen>
  );
}
