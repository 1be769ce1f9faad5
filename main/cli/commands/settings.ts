import { buildRouteMap } from '@stricli/core';
import type { z } from 'zod';
import type { CoreClient } from '#core/open-core';
import { Preferences } from '#domain/preference';
import { problem } from '#domain/problem';
import { Settings } from '#domain/settings';
import { type Answer, argument, type CommandLine, command, type DataFlags, dataFlags, word } from '../command.ts';
import { withCore } from '../core.ts';
import { secret } from '../secret.ts';

export function settings(line: CommandLine) {
  const { command: words } = line.messages;
  const show = command(line, {
    docs: { brief: words.settingsShow },
    parameters: { flags: dataFlags(line) },
    run: (flags: DataFlags) => withCore(line, flags, async ({ client }) => shown(client)),
  });
  const set = command(line, {
    docs: { brief: words.settingsSet, fullDescription: words.settingsKeys },
    parameters: {
      flags: { ...dataFlags(line), passwordFile: word(line, 'passwordFile', 'FILE') },
      positional: { kind: 'tuple', parameters: [argument('KEY'), argument('VALUE')] },
    },
    run: (flags: DataFlags & { readonly passwordFile?: string }, key: string, value: string) =>
      withCore(line, flags, async ({ client }) => {
        refusePassword(value);
        const isAddress = key === 'destination' || key === 'sharedReading';
        const password = isAddress ? await secret(flags.passwordFile ?? null, 'SO_SONG_SERVER_PASSWORD') : null;
        if (key in Preferences.shape)
          await client.preference.save(changed(Preferences.strict(), await client.preference.get(), key, value));
        else
          await client.workstation.saveSettings(
            changed(Settings.strict(), (await client.workstation.state({})).settings, key, settingOf(key, value)),
          );
        if (password !== null && key === 'sharedReading') await client.workstation.saveQueuePassword({ password });
        else if (password !== null) await client.workstation.saveDestinationPassword({ password });
        return shown(client);
      }),
  });
  return buildRouteMap({ routes: { show, set }, defaultCommand: 'show', docs: { brief: words.settings } });
}

/** Whoever sits here sees what is theirs together with what is the office's. */
async function shown(client: CoreClient): Promise<Answer> {
  const answer = { ...(await client.preference.get()), ...(await client.workstation.state({})).settings };
  return { answer, text: () => JSON.stringify(answer, null, 2) };
}

/** Who is typing may paste an address with its password: by then every user of the computer could have read it, and it should be changed. */
function refusePassword(value: string): void {
  const url = /^postgres(ql)?:/.test(value) && URL.canParse(value) ? new URL(value) : null;
  if (url !== null && url.password !== '') throw problem('password.onCommandLine', {});
}

/** One of them changed; what does not fit is refused with its name. */
function changed<T extends object>(schema: z.ZodType<T>, before: T, key: string, value: unknown): T {
  const found = schema.safeParse({ ...before, [key]: value });
  if (!found.success) throw problem('input.invalid', { path: key });
  return found.data;
}

function settingOf(key: string, word: string): unknown {
  if (key === 'destination') return word === 'embedded' ? { kind: 'embedded' } : { kind: 'postgres', url: word };
  if (key === 'readers') return Number(word);
  if (word === '-') return null;
  return key === 'sharedReading' ? { url: word } : word;
}
