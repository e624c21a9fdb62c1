import { LaneQueue } from '$lib/core/lane.ts';

const lanes = new Map<string, LaneQueue>();

const lane = (name: string): LaneQueue => {
  const found = lanes.get(name) ?? new LaneQueue();
  lanes.set(name, found);
  return found;
};

/** One at a time over all tabs (Web Locks); within this thread where the platform has none. */
export const exclusive = <T>(name: string, task: () => Promise<T>): Promise<T> => {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  return locks ? (locks.request(name, task) as Promise<T>) : lane(name).run(task);
};
