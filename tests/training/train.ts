/**
 * `node tests/training/train.ts STEP FOLDER`: the recognition data of Vietnamese made to know the letters of highland names and office
 * faces. The steps, in their order (more in README.md; `make-lines.ts` draws the lines):
 * - `prepare`: base data taken apart; word list, letters, starting networks
 * - `lines [--pages 20] [--seed 1] [--fonts FOLDER] [--hands PART] [--chromium FILE]`: pages of lines, as the trainer reads them; another seed adds more
 * - `learn --net quick|careful --iterations N --rate R [--from CHECKPOINT]`: goes on where it stopped; another rate goes on from the last one
 * - `export [--net quick|careful] [--from CHECKPOINT] [--into FOLDER]`: what was learned last, as the reader takes it
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { components, extended, NULL_LETTER, outputsOf, sourcesOf } from './charset.ts';
import { floated, parseNetwork, widened, writeNetwork } from './network.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pages: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    fonts: { type: 'string' },
    hands: { type: 'string' },
    chromium: { type: 'string' },
    net: { type: 'string' },
    iterations: { type: 'string' },
    rate: { type: 'string' },
    from: { type: 'string' },
    into: { type: 'string' },
  },
});

const nets = ['quick', 'careful'] as const;
type Net = (typeof nets)[number];

const INSTALL = 'apt-get install tesseract-ocr tesseract-ocr-vie';
const repository = fileURLToPath(new URL('../../', import.meta.url));
const [step = '', place] = positionals;
const steps = new Map<string, () => void>([
  ['prepare', prepare],
  ['lines', lines],
  ['learn', () => learn(netOf(options.net))],
  ['export', () => (options.net || options.from ? [netOf(options.net)] : nets).forEach(exportNet)],
]);
const chosen = steps.get(step);
if (!chosen || !place) throw new Error(`usage: train.ts ${[...steps.keys()].join('|')} FOLDER [options]`);
const folder = resolve(place);
const start = join(folder, 'start.traineddata');
const words = join(folder, 'words.txt');
mkdirSync(folder, { recursive: true });
chosen();

function prepare(): void {
  const base = readBase();
  for (const net of nets) unpack(base[net], join(folder, net));
  unpack(base.legacy, join(folder, 'legacy'));
  const part = (name: string) => join(folder, 'quick', `vie.${name}`);

  writeFileSync(words, `${readWords().join('\n')}\n`);

  const ownCharset = readFileSync(part('lstm-unicharset'), 'utf8');
  const charset = extended(ownCharset);
  const recoder = makeStart(charset);
  const next = outputsOf(charset, recoder);
  const sources = sourcesOf(outputsOf(ownCharset, readFileSync(part('lstm-recoder'))), next);
  for (const net of nets) {
    const float = floated(parseNetwork(readFileSync(join(folder, net, 'vie.lstm'))));
    writeFileSync(join(folder, net, 'float.lstm'), writeNetwork(float));
    writeFileSync(join(folder, net, 'wide.lstm'), writeNetwork(widened(float, sources, next.get(NULL_LETTER) ?? 0)));
    console.log(`${net}: ${float.network.outputs} outputs, now ${sources.length}`);
  }
}

/** The data that all starts from: those of Debian for the quick network, those of the npm package, and its older ones for more words. */
function readBase(): Readonly<Record<Net | 'legacy', Uint8Array>> {
  const tessdata = /"(.+)"/.exec(run('tesseract', ['--list-langs'], 'silent'))?.[1] ?? '';
  const quick = join(tessdata, 'vie.traineddata');
  if (!existsSync(quick)) throw new Error(`no Vietnamese data in ${tessdata}: ${INSTALL}`);
  const packed = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/vie/package.json'));
  const unzipped = (name: string) => gunzipSync(readFileSync(join(packed, name, 'vie.traineddata.gz')));
  const files = { quick: readFileSync(quick), careful: unzipped('4.0.0_best_int'), legacy: unzipped('4.0.0') };
  // Other data may hold other networks, from which other ones would be learned.
  const known = {
    quick: '79df64caf7bcfb2a27df5042ecb6121e196eada34da774956995747636d5bfa1',
    careful: '112f6fd1d04ab4cb0208cad9cada8de214ae33a1e4db3750ffcda69262aef0a8',
    legacy: '164d9bed7e5a6444586d39434cc1adf4df976cfe23cffd6468e444c94703640a',
  };
  for (const name of ['quick', 'careful', 'legacy'] as const)
    if (createHash('sha256').update(files[name]).digest('hex') !== known[name])
      throw new Error(`the ${name} data are not those of tessdata_fast (Debian) and @tesseract.js-data/vie 1.0.0`);
  return files;
}

function unpack(file: Uint8Array, into: string): void {
  mkdirSync(into, { recursive: true });
  for (const [name, part] of components(file)) writeFileSync(join(into, `vie.${name}`), part);
}

/** The words of the data's own dictionaries. Those of the network's, mostly title case, also twice in lower case, as most of a line is. */
function readWords(): readonly string[] {
  const read = (charset: string, dictionary: string) => {
    const file = (name: string) => join(folder, 'legacy', `vie.${name}`);
    const list = file(`${dictionary}.txt`);
    run('dawg2wordlist', [file(charset), file(dictionary), list], 'silent');
    return readFileSync(list, 'utf8')
      .split('\n')
      .filter((word) => /^(?=.*\p{L})[\p{L}-]{1,11}$/u.test(word));
  };
  const known = read('lstm-unicharset', 'lstm-word-dawg').flatMap((word) => [word.toLowerCase(), word.toLowerCase(), word]);
  return [...known, ...read('unicharset', 'word-dawg')];
}

/** The data that the trainer takes the letters from, without dictionaries: they would pull rare names to common words. Returns its recoder. */
function makeStart(charset: string): Uint8Array {
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch, { recursive: true });
  const file = join(scratch, 'new.lstm-unicharset');
  writeFileSync(file, charset);
  // The tool asks for the strokes of Chinese letters for any language.
  writeFileSync(join(scratch, 'radical-stroke.txt'), '# no strokes\n19968 1 0\n');
  const own = ['--input_unicharset', file, '--script_dir', scratch, '--output_dir', scratch];
  run('combine_lang_model', [...own, '--lang', 'vnx', '--version_str', 'vnx: vie 4.0.0 + 20 letters'], 'silent');
  const made = join(scratch, 'vnx', 'vnx.traineddata');
  // It writes the letters' properties in decimal and reads them in hexadecimal: the charset is put back as it was.
  run('combine_tessdata', ['-o', made, file], 'silent');
  copyFileSync(made, start);
  rmSync(scratch, { recursive: true });
  const parts = components(readFileSync(start));
  const recoder = parts.get('lstm-recoder');
  if (!recoder || Buffer.from(parts.get('lstm-unicharset') ?? []).toString() !== charset) throw new Error('the letters were not kept');
  return recoder;
}

function lines(): void {
  const out = join(folder, 'lines');
  const folders = (['fonts', 'chromium'] as const).flatMap((name) => (options[name] ? [`--${name}`, resolve(options[name])] : []));
  const given = [...folders, ...(options.hands ? ['--hands', options.hands] : [])];
  run(process.execPath, ['tests/training/make-lines.ts', out, words, '--seed', options.seed, '--pages', options.pages, ...given]);
  // Only pages of this seed: another process may be making those of another one.
  for (const name of readdirSync(out).filter((each) => each.startsWith(`${options.seed}-`) && each.endsWith('.tif'))) {
    const page = join(out, basename(name, '.tif'));
    run('tesseract', [`${page}.tif`, page, '--psm', '13', 'lstm.train'], 'silent');
    if (!existsSync(`${page}.lstmf`)) console.warn(`${name} holds no line to learn from`);
  }
}

/** A net's runs in their order, each at one rate: `quick/1-0.0005`, `quick/2-0.0002`. */
function runsOf(net: Net): readonly string[] {
  const own = join(folder, net);
  const names = existsSync(own) ? readdirSync(own).filter((name) => /^\d+-/.test(name)) : [];
  return names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).map((name) => join(own, name));
}

function learn(net: Net): void {
  const { iterations, rate, from } = options;
  if (!iterations || !rate) throw new Error('learn needs --iterations and --rate');
  const runs = runsOf(net);
  const last = runs.at(-1);
  // The trainer keeps the rate of the checkpoint in its folder, whatever it is told: another rate needs another folder.
  const same = last?.endsWith(`-${rate}`) && !from;
  const out = last && same ? last : join(folder, net, `${runs.length + 1}-${rate}`);
  mkdirSync(out, { recursive: true });
  const pages = readdirSync(join(folder, 'lines')).filter((name) => name.endsWith('.lstmf'));
  if (pages.length === 0) throw new Error('no lines to learn from');
  const list = join(out, 'pages.txt');
  writeFileSync(list, pages.map((name) => `${join(folder, 'lines', name)}\n`).join(''));
  const before = same ? runs.at(-2) : last;
  const source = from ? resolve(from) : before ? checkpointOf(before) : join(folder, net, 'wide.lstm');
  const data = ['--continue_from', source, '--traineddata', start, '--train_listfile', list, '--model_output', join(out, 'm')];
  const rates = ['--learning_rate', rate, '--reset_learning_rate', '--max_iterations', iterations, '--target_error_rate', '0.001'];
  run('lstmtraining', [...data, ...rates, '--max_image_MB', '1500']);
}

function checkpointOf(run: string): string {
  return join(run, 'm_checkpoint');
}

function exportNet(net: Net): void {
  const last = runsOf(net).at(-1);
  const from = options.from ? resolve(options.from) : last && checkpointOf(last);
  if (!from) throw new Error(`nothing learned of the ${net} network`);
  const file = join(folder, `vie-${net}.traineddata`);
  run(
    'lstmtraining',
    ['--stop_training', '--convert_to_int', '--continue_from', from, '--traineddata', start, '--model_output', file],
    'silent',
  );
  const into = resolve(options.into ?? join(repository, 'resources', 'tessdata'));
  mkdirSync(into, { recursive: true });
  // As `gzip -9n` would: no name, no time, so that the same network gives the same file.
  writeFileSync(join(into, `${basename(file)}.gz`), gzipSync(readFileSync(file), { level: 9 }));
  console.log(`${net}: ${from} to ${into}`);
}

function netOf(name: string | undefined): Net {
  const net = nets.find((each) => each === name);
  if (!net) throw new Error(`--net is one of ${nets.join(', ')}`);
  return net;
}

/** Runs a program in the repository to its end. `silent`: what it says is returned, and shown only when it fails. */
function run(program: string, args: readonly string[], silent?: 'silent'): string {
  // One thread each: the two networks are trained side by side.
  const env = { ...process.env, OMP_THREAD_LIMIT: '1' };
  const stdio = silent ? 'pipe' : 'inherit';
  const { error, status, signal, stdout, stderr } = spawnSync(program, args, { cwd: repository, env, stdio, encoding: 'utf8' });
  if (error && 'code' in error && error.code === 'ENOENT') throw new Error(`${program} is not installed: ${INSTALL}`);
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} failed (${signal ?? status})\n${stderr ?? ''}`);
  return stdout ?? '';
}
