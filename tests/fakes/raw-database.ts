import { Dexie } from 'dexie';

/** The database as it lies there, past everything that keeps it in order. */
export const raw = async (name: string, use: (dexie: Dexie) => Promise<unknown>) => {
  const dexie = await new Dexie(name).open();
  await use(dexie);
  dexie.close();
};
