import { jobSchema, type Job } from '$lib/domain/job.ts';
import { parseRow } from '$lib/domain/parse.ts';
import type { JobRepository } from '$lib/domain/ports.ts';
import { storing } from './failures.ts';
import type { Quarantine } from './quarantine.ts';
import type { Tables } from './tables.ts';
import { watchable } from './watchable.ts';

const parse = (row: unknown) => parseRow(jobSchema, row);

export const createJobRepository = ({ jobs }: Tables, quarantine: Quarantine): JobRepository => {
  const all = async (): Promise<readonly Job[]> =>
    quarantine.sift('jobs', await jobs.orderBy('createdAt').reverse().toArray(), parse);
  return {
    put: (job) => storing(async () => void (await jobs.put(job))),
    find: (id) =>
      storing(async () => {
        const row = await jobs.get(id);
        return row && quarantine.sift('jobs', [row], parse)[0];
      }),
    remove: (id) => storing(() => jobs.delete(id)),
    all: () => storing(all),
    watchAll: () => watchable(all),
  };
};
