/** What a child's main thread and the guard beside it share. */
export interface Watch {
  readonly state: Int32Array;
  readonly parent: number;
}

/** What lies where in `state`. Megabytes of resident memory; 0 for no limit. */
export const limitMegabytes = 0;
/** The most seen since it was set to 0. */
export const peakMegabytes = 1;
/** Milliseconds of computing; 0 while nothing is watched. */
export const limitMilliseconds = 2;
/** Counts up when the time begins anew. */
export const stretch = 3;
export const stateBytes = 16;
