/** One hidden layer: what comes in is brought to its mean and deviation first. */
export interface Network {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly hidden: readonly (readonly number[])[];
  readonly bias: readonly number[];
  readonly out: readonly number[];
  readonly outBias: number;
}

/** What is further off the mean, in deviations, counts as if it were no further. */
const FURTHEST = 4;

/** A logit: 0 is even. */
export function weigh({ mean, deviation, hidden, bias, out, outBias }: Network, inputs: readonly number[]): number {
  const of = inputs.map((v, i) => {
    const off = (v - (mean[i] as number)) / (deviation[i] as number);
    return Math.max(-FURTHEST, Math.min(FURTHEST, off));
  });
  return hidden.reduce(
    (sum, weights, h) =>
      sum + (out[h] as number) * Math.tanh(weights.reduce((part, w, i) => part + w * (of[i] as number), bias[h] as number)),
    outBias,
  );
}
