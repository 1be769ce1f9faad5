import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#contract/contract';

/** A workstation as its clients see it, whatever stands between. */
export interface RunningHost {
  readonly client: ContractRouterClient<Contract>;
  /** The streams beside the calls: `path` with its query, of the contract's paths. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** As a person quitting: whatever is under way is cut off. */
  readonly stop: () => Promise<void>;
}

export interface HostKind {
  readonly name: string;
  /** Opens a workstation on a data folder; `workstation.places` is made to fail with an error that nobody foresaw. */
  readonly open: (dataFolder: string) => Promise<RunningHost>;
}
