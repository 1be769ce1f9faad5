import { buildRouteMap } from '@stricli/core';
import { problem } from '#domain/problem';
import { Settings } from '#domain/settings';
import { argument, type CommandLine, command, type DataFlags, dataFlags } from '../command.ts';
import { withCore } from '../core.ts';

export function settings(line: CommandLine) {
  const { command: words } = line.messages;
  const shown = (answer: Settings) => ({ answer, text: () => JSON.stringify(answer, null, 2) });
  const show = command(line, {
    docs: { brief: words.settingsShow },
    parameters: { flags: dataFlags(line) },
    run: (flags: DataFlags) => withCore(flags, async ({ client }) => shown((await client.workstation.state({})).settings)),
  });
  const set = command(line, {
    docs: { brief: words.settingsSet, fullDescription: words.settingsKeys },
    parameters: { flags: dataFlags(line), positional: { kind: 'tuple', parameters: [argument('KEY'), argument('VALUE')] } },
    run: (flags: DataFlags, key: string, value: string) =>
      withCore(flags, async ({ client }) => {
        const { settings: before } = await client.workstation.state({});
        const { word, password } = withoutPassword(value);
        const after = await client.workstation.saveSettings(changedSettings(before, key, word));
        if (password !== null && key === 'sharedReading') await client.workstation.saveQueuePassword({ password });
        else if (password !== null) await client.workstation.saveDestinationPassword({ password });
        return shown(after);
      }),
  });
  return buildRouteMap({ routes: { show, set }, defaultCommand: 'show', docs: { brief: words.settings } });
}

/** An address as it is usually passed on, with the password in it: that goes to the secrets, the rest is the setting. */
function withoutPassword(word: string): { readonly word: string; readonly password: string | null } {
  const url = /^postgres(ql)?:/.test(word) && URL.canParse(word) ? new URL(word) : null;
  if (!url || url.password === '') return { word, password: null };
  const password = decodeURIComponent(url.password);
  url.password = '';
  return { word: url.href, password };
}

/** One setting from its word on the command line; what does not fit is refused with the setting's name. */
function changedSettings(before: Settings, key: string, word: string): Settings {
  const changed = Settings.strict().safeParse({ ...before, [key]: settingOf(key, word) });
  if (!changed.success) throw problem('input.invalid', { path: key });
  return changed.data;
}

function settingOf(key: string, word: string): unknown {
  if (key === 'destination') return word === 'embedded' ? { kind: 'embedded' } : { kind: 'postgres', url: word };
  if (key === 'readers') return Number(word);
  if (word === '-') return null;
  return key === 'sharedReading' ? { url: word } : word;
}
