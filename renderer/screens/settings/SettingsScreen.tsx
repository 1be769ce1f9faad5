import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Settings } from '#domain/settings';
import { rpc } from '#renderer/core.ts';
import { desktop } from '#renderer/desktop.ts';
import { moveTour } from '#renderer/screens/first-run/tour.ts';
import { Loading } from '#renderer/ui/Loading.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { PlacePicker } from '#renderer/ui/PlacePicker.tsx';
import { SavedText } from '#renderer/ui/SavedText.tsx';
import { Screen } from '#renderer/ui/Screen.tsx';
import { useNotify } from '#renderer/ui/Toasts.tsx';
import { useWorkstation } from '#renderer/workstation.tsx';
import { DestinationSettings } from './DestinationSettings.tsx';
import style from './SettingsScreen.module.css';
import { SharingSettings } from './SharingSettings.tsx';
import { ThirdParty } from './ThirdParty.tsx';

/** Everything that can be set. A choice is saved when it is made, a text when its field is left. */
export function SettingsScreen() {
  const { messages, settings } = useWorkstation();
  return (
    <Screen title={messages.settings.title}>
      {settings ? <Sections settings={settings} /> : <Loading label={messages.frame.loading} />}
    </Screen>
  );
}

function Sections({ settings }: { readonly settings: Settings }) {
  const { messages, preferences, saveSettings, savePreferences } = useWorkstation();
  const words = messages.settings;
  const { look } = messages.frame;
  const notify = useNotify();
  const state = useQuery(rpc.workstation.state.queryOptions());
  const place = useQuery({
    ...rpc.workstation.places.queryOptions({ input: { text: settings.placeCode ?? '' } }),
    enabled: settings.placeCode !== null,
  });
  const [chosenPlace, setChosenPlace] = useState<string | null>(null);
  const known = place.data?.find(({ code }) => code === settings.placeCode);
  const placeName = chosenPlace ?? (known ? `${known.name}, ${known.province}` : null);
  const pickFolder = () =>
    desktop()
      ?.pickFolder()
      .then((path) => {
        if (path !== null) saveSettings({ watchedFolder: path });
      }, notify.problem);
  const copyFolder = () =>
    navigator.clipboard.writeText(state.data?.dataFolder ?? '').then(() => notify.done(words.copied), notify.problem);

  return (
    <div className={style.grid}>
      <Panel title={words.appearance}>
        <div className={style.fields}>
          <Choice
            label={words.language}
            value={preferences.language}
            options={{ vi: look.vi, en: look.en }}
            onChange={(language) => savePreferences({ language })}
          />
          <Choice
            label={words.theme}
            value={preferences.theme}
            options={{ light: look.light, dark: look.dark, system: look.system }}
            onChange={(theme) => savePreferences({ theme })}
          />
          <Choice
            label={words.textSize}
            value={preferences.textSize}
            options={{ small: look.small, medium: look.medium, large: look.large }}
            onChange={(textSize) => savePreferences({ textSize })}
          />
        </div>
      </Panel>
      <Panel title={words.office}>
        <div className={style.fields}>
          <SavedText
            label={words.person}
            hint={words.personHint}
            value={settings.person}
            max={80}
            wrong={(text) => (text === '' ? words.personNeeded : null)}
            onSave={(person) => saveSettings({ person })}
          />
          <SavedText
            label={words.officeName}
            hint={words.officeHint}
            value={settings.office}
            max={120}
            onSave={(office) => saveSettings({ office })}
          />
          <PlacePicker
            key={placeName}
            label={words.place}
            description={words.placeHint}
            code={settings.placeCode}
            name={placeName}
            onChange={(placeCode, name) => {
              setChosenPlace(name);
              saveSettings({ placeCode });
            }}
          />
        </div>
      </Panel>
      <Panel title={words.destination}>
        <DestinationSettings settings={settings} hasPassword={state.data?.hasDestinationPassword ?? false} />
      </Panel>
      <Panel title={words.intake}>
        <div className={style.fields}>
          <div className={style.withButton}>
            <SavedText
              label={words.watchedFolder}
              hint={words.watchedHint}
              description={words.watchedNext}
              value={settings.watchedFolder ?? ''}
              max={500}
              onSave={(text) => saveSettings({ watchedFolder: text || null })}
            />
            {desktop() && (
              <Button variant="default" onClick={pickFolder}>
                {words.chooseFolder}
              </Button>
            )}
          </div>
          <NativeSelect
            size="xs"
            className={style.small}
            label={words.readers}
            description={words.readersNext}
            value={String(settings.readers)}
            data={Array.from({ length: 16 }, (_, index) => String(index + 1))}
            onChange={(event) => saveSettings({ readers: Number(event.currentTarget.value) })}
          />
        </div>
      </Panel>
      <Panel title={words.sharing.title}>
        <SharingSettings settings={settings} hasPassword={state.data?.hasQueuePassword ?? false} />
      </Panel>
      <Panel title={words.data}>
        <dl className={style.facts}>
          <dt>{words.dataFolder}</dt>
          <dd>
            <code className={style.path}>{state.data?.dataFolder}</code>{' '}
            <Button size="compact-xs" variant="default" onClick={copyFolder}>
              {words.copy}
            </Button>
          </dd>
          <dt>{words.version}</dt>
          <dd>{state.data?.version}</dd>
        </dl>
        <p className={style.note}>{words.dataNext}</p>
      </Panel>
      <Panel title={words.help}>
        <Button variant="default" onClick={() => moveTour(0)}>
          {words.tour}
        </Button>
      </Panel>
      <Panel title={words.thirdParty.title}>
        <ThirdParty />
      </Panel>
    </div>
  );
}

function Choice<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: V;
  readonly options: Readonly<Record<V, string>>;
  readonly onChange: (value: V) => void;
}) {
  const data = (Object.entries(options) as [V, string][]).map(([id, text]) => ({ value: id, label: text }));
  return (
    <Row label={label}>
      <SegmentedControl aria-label={label} value={value} data={data} onChange={onChange} transitionDuration={0} />
    </Row>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={style.row}>
      <span>{label}</span>
      {children}
    </div>
  );
}
