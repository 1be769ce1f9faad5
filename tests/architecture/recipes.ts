/**
 * The recipes of docs/recipes.md as edits, each with the places it touches. `recipes.long.test.ts` makes every recipe in a copy of the
 * sources and leaves out one step after the other: the compiler, or the test that is named, must see it.
 */
export interface Step {
  readonly file: string;
  /** The whole text of a new file … */
  readonly make?: string;
  /** … or lines to be added behind each of these texts, which the file must hold … */
  readonly add?: readonly { readonly after: string; readonly text: string }[];
  /** Who sees that the step was forgotten, where it is not the compiler: a test file. */
  readonly seenBy?: string;
}

export interface Recipe {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** The file's text after the step; throws where the file no longer holds what the recipe adds to. */
export function afterStep({ file, make, add = [] }: Step, before: string): string {
  return (
    make ??
    add.reduce((text, { after, text: more }) => {
      const at = text.indexOf(after);
      if (at < 0) throw new Error(`${file} no longer holds ${JSON.stringify(after)}: the recipe is out of date`);
      return text.slice(0, at + after.length) + more + text.slice(at + after.length);
    }, before)
  );
}

export const recipes: readonly Recipe[] = [
  {
    name: 'a field kind',
    steps: [
      { file: 'src/domain/record-type.ts', add: [{ after: "  'use-form',\n", text: "  'phone-number',\n" }] },
      {
        file: 'src/domain/fields/phone-number.ts',
        make: `import type { FieldKind } from './field-kind.ts';
import { interpreted, notOfKind } from './interpreted.ts';

/** A telephone number of ten figures. */
export const phoneNumberKind: FieldKind = {
  id: 'phone-number',
  interpret: (raw, _field, path) => {
    const value = /0\\d{9}/.exec(raw)?.[0];
    return value === undefined ? notOfKind(raw, path) : interpreted(value, []);
  },
  normalise: (typed) => /^0\\d{9}$/.exec(typed)?.[0] ?? null,
  validate: () => [],
  format: (value) => value,
  toJson: (value) => value,
  column: 'text',
  editor: 'digits',
  holdsDigits: () => true,
};
`,
      },
      {
        file: 'src/domain/fields/field-kinds.ts',
        add: [
          {
            after: "import { personalNumberKind } from './personal-number.ts';\n",
            text: "import { phoneNumberKind } from './phone-number.ts';\n",
          },
          { after: '  purpose: purposeKind,\n', text: "  'phone-number': phoneNumberKind,\n" },
        ],
      },
      {
        file: 'src/reading/kinds/phone-number.ts',
        make: `import { figures } from './families.ts';
import type { ReadingKind } from './reading-kind.ts';

/** A telephone number. */
export const phoneNumberReading: ReadingKind = figures;
`,
      },
      {
        file: 'src/reading/kinds/reading-kinds.ts',
        add: [
          {
            after: "import { personalNumberReading } from './personal-number.ts';\n",
            text: "import { phoneNumberReading } from './phone-number.ts';\n",
          },
          { after: '  purpose: purposeReading,\n', text: "  'phone-number': phoneNumberReading,\n" },
        ],
      },
    ],
  },
  {
    name: 'a rule',
    steps: [
      {
        file: 'src/domain/record-type.ts',
        add: [
          {
            after: "  z.object({ rule: z.literal('uniqueSerial'), serial: z.string() }),\n",
            text: "  z.object({ rule: z.literal('notEmpty'), field: z.string() }),\n",
          },
        ],
      },
      {
        file: 'src/domain/rules/not-empty.ts',
        make: `import { finding } from '../finding.ts';
import type { Check } from '../record-type.ts';
import { type Rule, says, silent } from './rule.ts';

/** Something must stand there. */
export const notEmpty: Rule<Extract<Check, { rule: 'notEmpty' }>> = (check, { value, path }) =>
  value(check.field) === null ? says(finding('value.missing', 'warning', path(check.field))) : silent;
`,
      },
      {
        file: 'src/domain/rules/rules.ts',
        add: [
          { after: "import { idTitle } from './id-title.ts';\n", text: "import { notEmpty } from './not-empty.ts';\n" },
          { after: '  notSame,\n', text: '  notEmpty,\n' },
        ],
      },
      {
        file: 'docs/record-type-author.md',
        add: [{ after: '## Checks\n', text: '\n`notEmpty` (`field`): something must stand there.\n' }],
        seenBy: 'tests/domain/rules-more.test.ts',
      },
    ],
  },
  {
    name: 'a message: a problem that people are told',
    steps: [
      {
        file: 'src/domain/problem.ts',
        add: [{ after: "  'file.badName': kind(422, 'user', name),\n", text: "  'file.tooOld': kind(422, 'user', name),\n" }],
      },
      {
        file: 'src/messages/problems.ts',
        add: [
          {
            after: 'const vi: ProblemTexts = {\n',
            text: "  'file.tooOld': ({ name }) => ({ what: name, next: 'Quét lại giấy.' }),\n",
          },
        ],
      },
      {
        file: 'src/messages/problems.ts',
        add: [
          {
            after: 'const en: ProblemTexts = {\n',
            text: "  'file.tooOld': ({ name }) => ({ what: name, next: 'Scan the paper again.' }),\n",
          },
        ],
      },
    ],
  },
  {
    name: 'an operation',
    steps: [
      {
        file: 'src/contract/target.ts',
        add: [{ after: 'export const target = {\n', text: '  count: query({ may: look(), output: z.number().int() }),\n' }],
      },
      {
        file: 'src/core/target.ts',
        add: [{ after: "export const target: HandlersOf<'target'> = {\n", text: '  count: ({ read }) => listTargets(read).length,\n' }],
      },
      {
        file: 'docs/policy.md',
        add: [
          {
            after: '| `handover.checkDestination` | effect |  |  | ✓ |  |  |  |\n',
            text: '| `target.count` | query | ✓ | ✓ | ✓ | ✓ |  |  |\n',
          },
        ],
        seenBy: 'tests/core/policy.test.ts',
      },
    ],
  },
  {
    name: 'an audit action',
    steps: [
      {
        file: 'src/domain/audit.ts',
        add: [{ after: "  readonly 'target.created': Nothing;\n", text: "  readonly 'target.closed': Nothing;\n" }],
      },
      {
        file: 'src/messages/audit.ts',
        add: [{ after: "      'target.created': 'Tạo chỉ tiêu',\n", text: "      'target.closed': 'Đóng chỉ tiêu',\n" }],
      },
      {
        file: 'src/messages/audit.ts',
        add: [{ after: "      'target.created': 'Target made',\n", text: "      'target.closed': 'Target closed',\n" }],
      },
    ],
  },
  {
    name: 'a setting',
    steps: [
      {
        file: 'src/domain/settings.ts',
        add: [{ after: '  office: z.string().trim().max(120),\n', text: '  telephone: z.string().trim().max(40),\n' }],
      },
      { file: 'src/core/workstation.ts', add: [{ after: "  office: '',\n", text: "  telephone: '',\n" }] },
      {
        file: 'renderer/screens/settings/SettingsScreen.tsx',
        add: [
          {
            after: '      <Panel title={words.office}>\n        <div className={style.fields}>\n',
            text: '          <SavedText label={words.officeName} hint={words.officeHint} value={settings.telephone} max={40} onSave={(telephone) => saveSettings({ telephone })} />\n',
          },
        ],
        seenBy: 'tests/architecture/settings.test.ts',
      },
    ],
  },
  {
    name: 'a preference',
    steps: [
      {
        file: 'src/domain/preference.ts',
        add: [{ after: "  textSize: z.enum(['small', 'medium', 'large']),\n", text: '  motion: z.boolean(),\n' }],
      },
      { file: 'src/domain/preference.ts', add: [{ after: "textSize: 'medium'", text: ', motion: true' }] },
      {
        file: 'renderer/screens/settings/SettingsScreen.tsx',
        add: [
          {
            after: '      <Panel title={words.appearance}>\n        <div className={style.fields}>\n',
            text: '          <Button onClick={() => savePreferences({ motion: !preferences.motion })}>{words.textSize}</Button>\n',
          },
        ],
        seenBy: 'tests/architecture/settings.test.ts',
      },
    ],
  },
  {
    name: 'a job kind',
    steps: [
      { file: 'src/domain/job.ts', add: [{ after: "z.enum(['scan', ", text: "'sweep', " }] },
      { file: 'src/core/job-end.ts', add: [{ after: '  scan: endIntake,\n', text: '  sweep: () => {},\n' }] },
      { file: 'src/core/open-core.ts', add: [{ after: 'limits: () => ({ ', text: 'sweep: 1, ' }] },
      { file: 'src/core/open-core.ts', add: [{ after: '      runs: {\n', text: '        sweep: async () => {},\n' }] },
    ],
  },
  {
    name: 'an engine',
    steps: [
      {
        file: 'src/ports.ts',
        add: [
          {
            after: 'export interface Clock {\n  readonly now: () => Date;\n}\n',
            text: '\nexport interface Speaker {\n  readonly say: (text: string) => Promise<void>;\n}\n',
          },
        ],
      },
      {
        file: 'src/core/context.ts',
        add: [
          { after: 'import type { Clock, Destination, ReadingQueue, Scanner, Secrets', text: ', Speaker' },
          { after: '  readonly scanner: Scanner;\n', text: '  readonly speaker: Speaker;\n' },
        ],
      },
      {
        file: 'src/engines/speaker-espeak/speaker-espeak.ts',
        make: `import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Speaker } from '#ports';

/** Says a text aloud. */
export function openSpeaker(): Speaker {
  return {
    say: async (text) => {
      await promisify(execFile)('espeak-ng', [text]);
    },
  };
}
`,
      },
      {
        file: 'main/open-workstation.ts',
        add: [
          {
            after: "import { openSecretsFile } from '#engines/secrets-file/secrets-file';\n",
            text: "import { openSpeaker } from '#engines/speaker-espeak/speaker-espeak';\n",
          },
          { after: '    scanner: openScanner({ folder: temporaryFolder(dataFolder) }),\n', text: '    speaker: openSpeaker(),\n' },
        ],
      },
    ],
  },
  {
    name: 'a screen',
    steps: [
      {
        file: 'renderer/screens/trail/TrailScreen.tsx',
        make: `/** The audit trail. */
export function TrailScreen() {
  return <p>…</p>;
}
`,
      },
      {
        file: 'renderer/screens/trail/screen.tsx',
        make: `import { IconList } from '@tabler/icons-react';
import { address, type PartsOf } from '#renderer/router.ts';
import type { ScreenKind } from '#renderer/screen.ts';
import { TrailScreen } from './TrailScreen.tsx';

const at = address('trail');
declare module '#renderer/router.ts' {
  interface Routes {
    readonly trail: PartsOf<typeof at>;
  }
}

export const trail: ScreenKind<'trail'> = {
  address: at,
  component: TrailScreen,
  name: ({ frame }) => frame.rail.trail,
  rail: { icon: IconList, key: 'Alt+7' },
  actions: { 'trail.filter': { keys: ['f'] } },
};
`,
      },
      {
        file: 'renderer/screens.tsx',
        add: [
          {
            after: "import { targets } from './screens/targets/screen.tsx';\n",
            text: "import { trail } from './screens/trail/screen.tsx';\n",
          },
          { after: '  targets,\n', text: '  trail,\n' },
        ],
      },
      { file: 'src/messages/frame.ts', add: [{ after: "      targets: 'Chỉ tiêu và tiến độ',\n", text: "      trail: 'Nhật ký',\n" }] },
      {
        file: 'src/messages/frame.ts',
        add: [{ after: "      targets: 'Targets and progress',\n", text: "      trail: 'Audit trail',\n" }],
      },
      {
        file: 'src/messages/keys.ts',
        add: [{ after: "      'targets.new': 'Chỉ tiêu mới',\n", text: "      'trail.filter': 'Lọc nhật ký',\n" }],
      },
      {
        file: 'src/messages/keys.ts',
        add: [{ after: "      'targets.new': 'New target',\n", text: "      'trail.filter': 'Filter the trail',\n" }],
      },
    ],
  },
];
