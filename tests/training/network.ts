/**
 * The `lstm` part of a Tesseract model as a plain tree. Shipped models hold their weights as bytes, which cannot be trained; `floated` gives
 * them back as numbers, `widened` gives the last layer outputs for more letters. Read are recognisers, not checkpoints of training.
 */

/** Bits of a matrix's mode, of a layer's and of a recogniser's flags. */
const BYTES = 1;
const ADAM = 4;
const DOUBLES = 128;
const OWN_RATES = 64;
const INTEGER = 1;

/** A matrix of weights; the last of its columns is the bias. As bytes, a row is to be multiplied by its scale. */
export interface Weights {
  readonly mode: number;
  readonly rows: number;
  readonly columns: number;
  readonly values: Int8Array | Float64Array;
  /** Padded to more than the rows in some files; empty with floats. */
  readonly scales: Float64Array;
}

export interface Layer {
  readonly type: string;
  readonly name: string;
  readonly training: number;
  readonly backward: number;
  readonly flags: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly weightCount: number;
  /** The cells of an LSTM, the sides of a window, the shape of the input. */
  readonly sizes: readonly number[];
  readonly matrices: readonly Weights[];
  readonly children: readonly Layer[];
  /** Learning rates of the children, where each has its own. */
  readonly rates: readonly number[];
}

export interface Recogniser {
  readonly network: Layer;
  readonly spec: string;
  readonly flags: number;
  readonly iterations: readonly [training: number, samples: number];
  /** The output that stands for no letter. */
  readonly nullCode: number;
  readonly adamBeta: number;
  readonly rate: number;
  readonly momentum: number;
}

const containers = new Set([
  'Series',
  'Parallel',
  'Replicated',
  'ParBidiLSTM',
  'DepParUDLSTM',
  'Par2dLSTM',
  'RTLReversed',
  'TTBReversed',
  'XYTranspose',
]);
const memories = new Set(['LSTM', 'SummLSTM']);
const full = new Set(['Logistic', 'LinLogistic', 'LinTanh', 'Tanh', 'Relu', 'Linear', 'Softmax', 'SoftmaxNoCTC']);
const plain: Readonly<Record<string, number>> = { Convolve: 2, Maxpool: 2, Reconfig: 2, Input: 5 };

export function parseNetwork(bytes: Uint8Array): Recogniser {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const skip = (size: number) => {
    const from = at;
    at += size;
    if (at > bytes.length) throw new Error(`network cut off at ${from}`);
    return from;
  };
  const byte = () => view.getInt8(skip(1));
  const int = () => view.getInt32(skip(4), true);
  const float = () => view.getFloat32(skip(4), true);
  // A copy, since what is read stands at no whole multiple of 8.
  const raw = (size: number) => new Uint8Array(bytes.subarray(skip(size), at)).buffer;
  const text = () => new TextDecoder().decode(raw(int()));
  const ints = (count: number) => Array.from({ length: count }, int);

  const weights = (): Weights => {
    const mode = view.getUint8(skip(1));
    if (!(mode & DOUBLES)) throw new Error(`matrix of an old format at ${at}`);
    const [rows, columns] = [int(), int()];
    if (!(mode & BYTES)) {
      skip(8); // what empty places of the matrix hold
      return { mode, rows, columns, values: new Float64Array(raw(8 * rows * columns)), scales: new Float64Array() };
    }
    skip(1);
    const values = new Int8Array(raw(rows * columns));
    const scales = new Float64Array(raw(8 * int()));
    if (scales.length < rows) throw new Error(`${scales.length} scales for ${rows} rows`);
    return { mode, rows, columns, values, scales };
  };

  const layer = (): Layer => {
    if (byte() !== 0) throw new Error(`layer of an old format at ${at}`);
    const type = text();
    const [training, backward, flags, inputs, outputs, weightCount] = [byte(), byte(), int(), int(), int(), int()];
    if (training === 1) throw new Error('a checkpoint of training, not a recogniser');
    const head = { type, name: text(), training, backward, flags, inputs, outputs, weightCount };
    const none = { sizes: [], matrices: [], children: [], rates: [] };
    if (containers.has(type)) {
      const children = Array.from({ length: int() }, layer);
      return { ...head, ...none, children, rates: flags & OWN_RATES ? Array.from({ length: int() }, float) : [] };
    }
    if (memories.has(type)) {
      const cells = int();
      const first = weights();
      // Of two dimensions it has one gate more to forget by.
      const more = cells === inputs + 2 * first.rows ? 4 : 3;
      return { ...head, ...none, sizes: [cells], matrices: [first, ...Array.from({ length: more }, weights)] };
    }
    if (full.has(type)) return { ...head, ...none, matrices: [weights()] };
    const sizes = plain[type];
    if (sizes === undefined) throw new Error(`unknown layer ${type}`);
    return { ...head, ...none, sizes: ints(sizes) };
  };

  const model: Recogniser = {
    network: layer(),
    spec: text(),
    flags: int(),
    iterations: [int(), int()],
    nullCode: int(),
    adamBeta: float(),
    rate: float(),
    momentum: float(),
  };
  if (at !== bytes.length) throw new Error(`${bytes.length - at} bytes behind the network`);
  return model;
}

export function writeNetwork(model: Recogniser): Uint8Array {
  const parts: Uint8Array[] = [];
  const number = (size: number, set: (view: DataView) => void) => {
    const view = new DataView(new ArrayBuffer(size));
    set(view);
    parts.push(new Uint8Array(view.buffer));
  };
  const byte = (value: number) => number(1, (view) => view.setUint8(0, value));
  const int = (value: number) => number(4, (view) => view.setInt32(0, value, true));
  const float = (value: number) => number(4, (view) => view.setFloat32(0, value, true));
  const raw = ({ buffer, byteOffset, byteLength }: Int8Array | Float64Array) => parts.push(new Uint8Array(buffer, byteOffset, byteLength));
  const text = (value: string) => {
    const bytes = new TextEncoder().encode(value);
    int(bytes.length);
    parts.push(bytes);
  };
  const weights = ({ mode, rows, columns, values, scales }: Weights) => {
    byte(mode);
    int(rows);
    int(columns);
    parts.push(new Uint8Array(values.BYTES_PER_ELEMENT));
    raw(values);
    if (!(mode & BYTES)) return;
    int(scales.length);
    raw(scales);
  };
  const layer = (each: Layer): void => {
    byte(0);
    text(each.type);
    byte(each.training);
    byte(each.backward);
    for (const value of [each.flags, each.inputs, each.outputs, each.weightCount]) int(value);
    text(each.name);
    if (containers.has(each.type)) int(each.children.length);
    each.sizes.forEach(int);
    each.matrices.forEach(weights);
    each.children.forEach(layer);
    if (containers.has(each.type) && each.flags & OWN_RATES) {
      int(each.rates.length);
      each.rates.forEach(float);
    }
  };
  layer(model.network);
  text(model.spec);
  for (const value of [model.flags, ...model.iterations, model.nullCode]) int(value);
  for (const value of [model.adamBeta, model.rate, model.momentum]) float(value);
  return Buffer.concat(parts);
}

/** The same network with weights that can be trained. */
export function floated(model: Recogniser): Recogniser {
  const weights = (from: Weights): Weights => ({
    ...from,
    mode: (from.mode & ADAM) | DOUBLES,
    values:
      from.mode & BYTES ? Float64Array.from(from.values, (v, k) => v * (from.scales[Math.floor(k / from.columns)] ?? 0)) : from.values,
    scales: new Float64Array(),
  });
  const layer = (from: Layer): Layer => ({ ...from, matrices: from.matrices.map(weights), children: from.children.map(layer) });
  return { ...model, network: layer(model.network), flags: model.flags & ~INTEGER };
}

/** Where an output of the wider network comes from: a row of the old one, its bias lowered. */
export interface Source {
  readonly row: number;
  readonly drop: number;
}

/**
 * A float network whose last layer has an output for each of `sources`, which starts near what is to be learned: the trainer's own way to
 * another set of letters starts all new ones at the mean of the old rows.
 */
export function widened(model: Recogniser, sources: readonly Source[], nullCode: number): Recogniser {
  const widen = (layer: Layer): Layer => {
    const last = layer.children.at(-1);
    if (last) {
      const wide = widen(last);
      const weightCount = layer.weightCount + wide.weightCount - last.weightCount;
      return { ...layer, outputs: wide.outputs, weightCount, children: layer.children.with(-1, wide) };
    }
    const [from] = layer.matrices;
    if (!from || from.mode & BYTES || !full.has(layer.type)) throw new Error(`${layer.type} cannot be widened`);
    const { columns } = from;
    const values = new Float64Array(sources.length * columns);
    sources.forEach(({ row, drop }, at) => {
      values.set(from.values.subarray(row * columns, (row + 1) * columns), at * columns);
      values[(at + 1) * columns - 1] = (from.values[(row + 1) * columns - 1] ?? 0) - drop;
    });
    const rows = sources.length;
    const weightCount = layer.weightCount + (rows - from.rows) * columns;
    return { ...layer, outputs: rows, weightCount, matrices: [{ ...from, rows, values }] };
  };
  return { ...model, network: widen(model.network), nullCode };
}
