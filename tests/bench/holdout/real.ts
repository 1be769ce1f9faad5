import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAddresses } from './addresses.ts';
import type { MoreFonts } from './fonts.ts';
import type { Face, Style } from './forms.ts';
import { type Random, random } from './random.ts';
import { conditions, isPhoto, taken } from './real-conditions.ts';
import { realFaces } from './real-forms.ts';
import { realContent, realTypes } from './real-records.ts';
import type { RecordTypeId } from './records.ts';
import { type Level, wear } from './wear.ts';

/** `make.ts --real`: records in layouts that no form of the types has, as scans, copies and photos, with truth. */

interface Tools {
  readonly shoot: (face: Pick<Face, 'html' | 'width' | 'height'>, dpi: number) => Promise<{ readonly picture: Uint8Array }>;
  readonly qrOf: (text: string | undefined) => Promise<string>;
  readonly styleOf: (r: Random, type: RecordTypeId, level: Level) => Style;
  readonly fonts: MoreFonts;
}

export async function realRecords(
  folder: string,
  { count, seed, only }: { readonly count: number; readonly seed: number; readonly only: RegExp },
  { shoot, qrOf, styleOf, fonts }: Tools,
): Promise<void> {
  const addresses = openAddresses();
  const truth: unknown[] = [];
  for (let n = 0; n < count; n++) {
    const recordType = realTypes[n % realTypes.length];
    if (!recordType) continue;
    const turn = Math.floor(n / realTypes.length);
    const id = `${recordType}-${String(turn + 1).padStart(2, '0')}`;
    if (!only.test(id)) continue;
    const r = random(seed * 6121 + n * 15_485_863);
    // Another variant leads in every seed, so that few records see many of them.
    const what = realContent(recordType, r, addresses, turn + seed * 3);
    const condition = r.pick(conditions);
    const level: Level = condition === 'flatbed' ? r.pick(['light', 'medium']) : condition === 'photocopy' ? 'medium' : 'light';
    const style = styleOf(r, recordType, level);
    const list = realFaces(
      what,
      { ...style, size: style.size * r.real(0.92, 1.02) },
      r,
      fonts.css([style.label, style.value, style.hand]),
      await qrOf(what.qr),
    );
    const pages: unknown[] = [];
    for (const [at, face] of list.entries()) {
      const dpi = condition === 'flatbed' ? r.pick([200, 300]) : isPhoto(condition) ? r.pick([190, 220]) : 200;
      const { picture } = await shoot(face, dpi);
      const angle = condition === 'skew' ? r.real(2.5, 5) : isPhoto(condition) ? 0 : 0.6;
      const scan = isPhoto(condition) ? null : await wear(picture, level, 'color', dpi, r, { angle });
      const file = `${id}-p${at + 1}.${scan && condition !== 'photocopy' ? scan.extension : 'jpg'}`;
      const bytes = scan && condition !== 'photocopy' ? scan.bytes : await taken(scan?.bytes ?? picture, condition, r);
      writeFileSync(join(folder, file), bytes);
      pages.push({
        file,
        role: face.role,
        dpi: isPhoto(condition) ? 72 : condition === 'photocopy' ? 150 : dpi,
        mode: condition === 'photocopy' ? 'gray' : 'color',
        angle: scan?.angle ?? 0,
      });
    }
    const { fields, told, alternatives, handFields, variant, wrap, qr } = what;
    truth.push({
      ...{
        id,
        recordType,
        variant: `${variant}, ${wrap}`,
        condition,
        level,
        handwritten: false,
        pages,
        fields,
        extra: told,
        alternatives,
        handFields,
      },
      ...(qr ? { qr } : {}),
    });
    writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(truth, null, 1)}\n`);
    console.log(`${id} ${variant} ${wrap} ${condition} ${style.label} / ${style.hand}`);
  }
}
