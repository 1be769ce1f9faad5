import { Button } from '@mantine/core';
import {
  IconArrowNarrowRight,
  IconBox,
  IconChecklist,
  IconEye,
  IconFlask,
  IconLock,
  IconScan,
  IconSend,
  IconSignRight,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { rpc } from '#renderer/core.ts';
import { go } from '#renderer/router.ts';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useMessages } from '#renderer/workstation.tsx';
import style from './FirstRun.module.css';
import { moveTour } from './tour.ts';

const steps = [
  ['scan', IconScan],
  ['read', IconChecklist],
  ['verify', IconEye],
  ['handOver', IconSend],
] as const;

/** An empty workstation explains itself: what it does in four steps, and the three ways to begin. */
export function FirstRun() {
  const words = useMessages().firstRun;
  const client = useQueryClient();
  const notify = useNotify();
  const sample = useMutation({
    mutationFn: () => rpc.intake.sample.call({}),
    onSuccess: ({ batchId }) => {
      void client.invalidateQueries();
      go({ screen: 'batch', id: batchId });
    },
    onError: notify.problem,
  });
  return (
    <div className={style.page}>
      <h2 className={style.welcome}>{words.welcome}</h2>
      <p className={style.lead}>{words.lead}</p>
      <ol className={style.steps} aria-label={words.stepsLabel}>
        {steps.map(([id, Icon], index) => (
          <li key={id} className={style.step}>
            <Icon size={26} stroke={1.5} aria-hidden />
            {words.steps[id]}
            {index < steps.length - 1 && <IconArrowNarrowRight className={style.arrow} size={22} stroke={1.4} aria-hidden />}
          </li>
        ))}
      </ol>
      <div className={style.ways}>
        <Way icon={<IconFlask size={24} stroke={1.5} />} title={words.sample} text={words.sampleNext}>
          <Button loading={sample.isPending} onClick={() => sample.mutate()}>
            {sample.isPending ? words.sampleStarting : words.sampleStart}
          </Button>
        </Way>
        <Way icon={<IconBox size={24} stroke={1.5} />} title={words.own} text={words.ownNext}>
          <Button variant="default" onClick={() => go({ screen: 'batches', create: true })}>
            {words.ownStart}
          </Button>
        </Way>
        <Way icon={<IconSignRight size={24} stroke={1.5} />} title={words.tour} text={words.tourNext}>
          <Button variant="default" onClick={() => moveTour(0)}>
            {words.tourStart}
          </Button>
        </Way>
      </div>
      <p className={style.local}>
        <IconLock size={15} aria-hidden /> {words.local}
      </p>
    </div>
  );
}

function Way({
  icon,
  title,
  text,
  children,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={style.way}>
      <span className={style.icon} aria-hidden>
        {icon}
      </span>
      <h3 className={style.wayTitle}>{title}</h3>
      <p className={style.wayText}>{text}</p>
      {children}
    </section>
  );
}
