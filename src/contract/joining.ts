import { z } from 'zod';
import { event } from '#domain/audit';
import { JoinOffer } from '#domain/joining';
import { command, effect, query } from './operation.ts';
import { look, work } from './policy.ts';

const Id = z.object({ id: z.string() });

/** Which pages make one record, where a person has to say so (decision 078). The records are put together anew by a job. */
export const joining = {
  /** Records of the batch that this one's missing faces may be, the nearest first. */
  offers: query({ may: look(), input: Id, output: z.array(JoinOffer) }),
  /** The pages of this record, and of `all` records of its batch that were put together in the same way, belong together. */
  confirm: effect({
    may: work(),
    input: Id.extend({ all: z.boolean() }),
    output: z.object({ records: z.number().int() }),
    audit: null,
  }),
  /** They do not: each page becomes a record of its own. `record.decided`. */
  part: command({ may: work(), input: Id, output: z.null(), audit: ({ id }) => [event('record.parted', id)] }),
  /** The pages of the other record belong to this one. Answers the record that both are from now on. `record.decided`. */
  join: command({
    may: work(),
    input: Id.extend({ other: z.string() }),
    output: Id,
    audit: ({ other }, { id }) => [event('record.joined', id, { other })],
  }),
};
