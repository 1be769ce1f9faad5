import { Button, CloseButton, NativeSelect } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatNumber } from '#messages/format';
import type { Messages } from '#messages/vi';
import { rpc } from '#renderer/core.ts';
import { tellError, tellProblem } from '#renderer/problem.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useFocusReturn } from '#renderer/ui/use-focus-return.ts';
import { useWorkstation } from '#renderer/workstation.tsx';
import style from './ScanPanel.module.css';

const colours = ['colour', 'grey', 'lineart'] as const;

/** Device, profile, start and stop in one line; what the scanner says stands under it. A scan goes on when the panel is closed. */
export function ScanPanel({ batchId, onClose }: { readonly batchId: string; readonly onClose: () => void }) {
  const { messages, language } = useWorkstation();
  const words = messages.scanner;
  const notify = useNotify();
  const part = useFocusReturn<HTMLElement>();
  const devices = useQuery(rpc.scanner.devices.queryOptions({ gcTime: 60_000 }));
  const [wanted, setWanted] = useState<{
    readonly device?: string;
    readonly resolution?: number;
    readonly colour?: (typeof colours)[number];
    readonly source?: string;
  }>({});
  const [jobId, setJobId] = useState<string | null>(null);
  const jobs = useQuery(rpc.job.list.queryOptions());
  const job =
    useQuery({ ...rpc.job.get.queryOptions({ input: { id: jobId ?? '' } }), enabled: jobId !== null }).data ??
    jobs.data?.find((one) => one.batchId === batchId && one.kind === 'scan' && (one.state === 'running' || one.state === 'queued')) ??
    null;
  const scanning = job?.state === 'running' || job?.state === 'queued';

  const device = devices.data?.find(({ id }) => id === wanted.device) ?? devices.data?.[0] ?? null;
  const offered = device?.resolutions.filter((dpi) => dpi >= 75 && dpi <= 1200) ?? [];
  const resolutions = offered.length > 0 ? offered : [200, 300, 400, 600];
  const resolution = wanted.resolution && resolutions.includes(wanted.resolution) ? wanted.resolution : nearest(resolutions, 300);
  const colour = wanted.colour ?? 'colour';
  const source = wanted.source && device?.sources.includes(wanted.source) ? wanted.source : null;
  const start = useMutation({
    mutationFn: (id: string) => rpc.scanner.scan.call({ batchId, device: id, profile: { resolution, colour, source } }),
    onSuccess: ({ jobId: started }) => setJobId(started),
    onError: notify.problem,
  });
  const stop = () => {
    if (job) rpc.job.stop.call({ id: job.id }).catch(notify.problem);
  };

  return (
    <section ref={part} className={style.panel} aria-label={words.panel}>
      <div className={style.line}>
        {devices.isPending || devices.isRefetching ? (
          <span className={style.note} role="status">
            {words.searching}
          </span>
        ) : devices.isError ? (
          <Told {...tellError(messages, devices.error)} />
        ) : !device ? (
          <Told what={words.none} next={words.noneNext} />
        ) : (
          <>
            <NativeSelect
              size="xs"
              className={style.device}
              label={words.device}
              value={device.id}
              disabled={scanning}
              data={(devices.data ?? []).map(({ id, label }) => ({ value: id, label }))}
              onChange={(event) => setWanted({ ...wanted, device: event.currentTarget.value })}
            />
            <NativeSelect
              size="xs"
              label={words.resolution}
              value={String(resolution)}
              disabled={scanning}
              data={resolutions.map((dpi) => ({ value: String(dpi), label: words.perInch(String(dpi)) }))}
              onChange={(event) => setWanted({ ...wanted, resolution: Number(event.currentTarget.value) })}
            />
            <NativeSelect
              size="xs"
              label={words.colour}
              value={colour}
              disabled={scanning}
              data={colours.map((value) => ({ value, label: words.colours[value] }))}
              onChange={(event) => setWanted({ ...wanted, colour: colours.find((value) => value === event.currentTarget.value) })}
            />
            <NativeSelect
              size="xs"
              label={words.source}
              value={source ?? ''}
              disabled={scanning}
              data={[
                { value: '', label: words.anySource },
                ...device.sources.map((value) => ({ value, label: sourceName(value, words.sources) })),
              ]}
              onChange={(event) => setWanted({ ...wanted, source: event.currentTarget.value })}
            />
          </>
        )}
        <div className={style.buttons}>
          {scanning ? (
            <Button color="red" variant="light" onClick={stop}>
              {words.stop}
            </Button>
          ) : (
            <Button disabled={!device} loading={start.isPending} onClick={() => device && start.mutate(device.id)}>
              {words.start}
            </Button>
          )}
          <Button variant="default" disabled={scanning} onClick={() => void devices.refetch()}>
            {words.searchAgain}
          </Button>
        </div>
        <CloseButton size="sm" aria-label={words.close} onClick={onClose} />
      </div>
      <p className={style.note} role="status">
        {scanning ? (
          words.scanning(formatNumber(job.done, language))
        ) : job?.state === 'done' ? (
          <>
            <Mark kind="ok" /> {words.done(formatNumber(job.done, language))}
          </>
        ) : job?.state === 'stopped' ? (
          <>
            <Mark kind="warning" /> {words.stopped(formatNumber(job.done, language))}
          </>
        ) : job?.problem ? (
          <>
            <Told {...tellProblem(messages, job.problem)} />
            {job.done > 0 && <> {words.failedKept(formatNumber(job.done, language))}</>}
          </>
        ) : (
          words.advice
        )}
      </p>
    </section>
  );
}

function Told({ what, next }: { readonly what: string; readonly next: string }) {
  return (
    <span className={style.told} role="alert">
      <Mark kind="warning" /> <strong>{what}</strong> {next}
    </span>
  );
}

/** Drivers name their paper sources in English, each a little differently; a name that is not known stands for itself. */
function sourceName(name: string, words: Messages['scanner']['sources']): string {
  if (/duplex|both sides/i.test(name)) return words.duplex;
  if (/flatbed|glass|platen/i.test(name)) return words.glass;
  return /adf|feeder/i.test(name) ? words.feeder : name;
}

const nearest = (values: readonly number[], wanted: number) =>
  values.reduce((best, value) => (Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best), values[0] ?? wanted);
