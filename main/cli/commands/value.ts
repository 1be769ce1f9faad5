import { buildRouteMap } from '@stricli/core';
import type { FieldValue } from '#domain/field-value';
import { problem } from '#domain/problem';
import type { Workstation } from '#main/open-workstation';
import { findingText } from '#messages/render';
import type { Messages } from '#messages/vi';
import { argument, type CommandLine, command, type DataFlags, dataFlags } from '../command.ts';
import { withCore } from '../core.ts';
import { table } from '../print.ts';

export function values(line: CommandLine) {
  const { command: words } = line.messages;
  const shown = (answer: { readonly values: readonly FieldValue[] }) => ({ answer, text: () => valueTable(answer.values, line.messages) });
  const flags = dataFlags(line);
  const record = argument('RECORD');
  const path = argument('PATH');

  const decision = (brief: string, decided: 'confirm' | 'unreadable' | 'blank') =>
    command(line, {
      docs: { brief },
      parameters: { flags, positional: { kind: 'tuple', parameters: [record, path] } },
      run: (given: DataFlags, id: string, at: string) =>
        withCore(line, given, async (core) => shown(await decide(core, id, at, decided, null))),
    });
  const show = command(line, {
    docs: { brief: words.valuesShow },
    parameters: { flags, positional: { kind: 'tuple', parameters: [record] } },
    run: (given: DataFlags, id: string) => withCore(line, given, async ({ client }) => shown(await client.record.open({ id }))),
  });
  const set = command(line, {
    docs: { brief: words.valuesSet },
    parameters: { flags, positional: { kind: 'tuple', parameters: [record, path, argument('VALUE')] } },
    run: (given: DataFlags, id: string, at: string, typed: string) =>
      withCore(line, given, async (core) => shown(await decide(core, id, at, 'correct', typed))),
  });
  const undo = command(line, {
    docs: { brief: words.valuesUndo },
    parameters: { flags, positional: { kind: 'tuple', parameters: [record] } },
    run: (given: DataFlags, recordId: string) => withCore(line, given, async ({ client }) => shown(await client.value.undo({ recordId }))),
  });
  return buildRouteMap({
    routes: {
      show,
      set,
      confirm: decision(words.valuesConfirm, 'confirm'),
      unreadable: decision(words.valuesUnreadable, 'unreadable'),
      blank: decision(words.valuesBlank, 'blank'),
      undo,
    },
    defaultCommand: 'show',
    docs: { brief: words.values },
  });
}

async function decide(
  { client }: Workstation,
  id: string,
  path: string,
  decision: 'correct' | 'confirm' | 'unreadable' | 'blank',
  typed: string | null,
) {
  const record = await client.record.open({ id });
  const value = record.values.find((one) => one.path === path);
  if (!value) throw problem('value.notFound', { path });
  return client.value.decide({ recordId: record.id, path, revision: value.revision, decision, typed });
}

function valueTable(rows: readonly FieldValue[], { cli, findings }: Messages): string {
  return table(
    [cli.field, cli.value, cli.state, cli.confidence, cli.why],
    rows.map((one) => [
      one.path,
      one.value ?? cli.none,
      one.state,
      one.confidence === null ? '' : one.confidence.toFixed(3),
      one.findings.map((each) => findingText(findings, each)).join(' '),
    ]),
  );
}
