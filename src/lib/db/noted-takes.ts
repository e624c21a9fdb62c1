import type { TakeHeader, TakeStore } from '$lib/domain/ports.ts';

/** Takes have one home until the library holds them: that there is one is noted outside of it, so that its loss is seen. */
export type NotedTakes = TakeStore & {
  /** Takes in which something was recorded and that are nowhere any more. Each is told once. */
  missing(): Promise<readonly Pick<TakeHeader, 'id' | 'title'>[]>;
};

type Notes = Record<string, { title: string }>;

const key = 'echoflow.takes';

const heldTakes = async (): Promise<ReadonlySet<string>> => {
  const { held = [] } = (await globalThis.navigator?.locks?.query()) ?? {};
  return new Set(held.flatMap(({ name }) => (name?.startsWith('take:') ? name.slice('take:'.length) : [])));
};

export const noteTakes = (takes: TakeStore, storage: Pick<Storage, 'getItem' | 'setItem'>): NotedTakes => {
  const titles = new Map<string, string>();
  const read = (): Notes => {
    try {
      return (JSON.parse(storage.getItem(key) ?? '{}') as Notes | null) ?? {};
    } catch {
      return {};
    }
  };
  const change = (edit: (notes: Notes) => void): void => {
    const notes = read();
    edit(notes);
    try {
      storage.setItem(key, JSON.stringify(notes));
    } catch {
      // Storage may be closed to us; the take stands without it.
    }
  };
  const forget = (takeId: string) => change((notes) => void delete notes[takeId]);
  return {
    ...takes,
    begin: async (header) => {
      await takes.begin(header);
      titles.set(header.id, header.title);
    },
    append: async (takeId, chunk) => {
      const answer = await takes.append(takeId, chunk);
      const title = titles.get(takeId);
      if (title !== undefined) change((notes) => void (notes[takeId] = { title }));
      titles.delete(takeId);
      return answer;
    },
    keep: async (takeId, recordingId) => {
      await takes.keep(takeId, recordingId);
      forget(takeId);
    },
    discard: async (takeId) => {
      await takes.discard(takeId);
      forget(takeId);
    },
    missing: async () => {
      const notes = Object.entries(read());
      if (notes.length === 0) return [];
      const [left, kept, held] = [await takes.unfinished(), await takes.kept(), await heldTakes()];
      const there = new Set([...left.map(({ id }) => id), ...kept.map(({ takeId }) => takeId), ...held]);
      const missing = notes.filter(([id]) => !there.has(id)).map(([id, { title }]) => ({ id, title }));
      for (const { id } of missing) forget(id);
      return missing;
    },
  };
};
