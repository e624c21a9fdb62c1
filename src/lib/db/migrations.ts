import type { Transaction } from 'dexie';
import { convertTable } from './convert.ts';
import { countWords } from './upgrades/count-words.ts';

/**
 * [Note: Migrations] `stores` of a version tells what it adds or changes; tables that it does not name stay. An upgrade
 * runs in the browser's one transaction for it (`convert.ts`): killed or failed anywhere, the version before stands whole.
 *
 * Every version ever shipped, oldest first: never changed once released, only added to. `tests/fixtures/db/vN.json` holds
 * rows as version N wrote them; `migrations.test.ts` opens each with the newest.
 */
export type Migration = {
  version: number;
  stores: Readonly<Record<string, string | null>>;
  upgrade?(transaction: Transaction): Promise<void>;
};

export const migrations: readonly Migration[] = [
  {
    version: 1,
    stores: {
      recordings: 'id, createdAt, sha256',
      files: 'recordingId',
      artifacts: '[recordingId+name+fingerprint], recordingId, [recordingId+name+savedAt]',
      checkpoints: '[recordingId+fingerprint], recordingId',
      transcripts: 'recordingId',
      paragraphs: '[recordingId+id], recordingId',
      jobs: 'id, createdAt',
      settings: 'key',
      models: 'id',
      quarantine: '++id',
    },
  },
  {
    version: 2,
    stores: {
      transcripts: 'recordingId, [recordingId+revision]',
      versions: 'id, recordingId',
      collections: 'id',
      searches: 'id',
      presets: 'id',
      history: '[recordingId+seq], recordingId',
      staging: '++id',
    },
    upgrade: (transaction) => convertTable(transaction, 'transcripts', countWords(transaction)),
  },
  { version: 3, stores: { spans: '++id, recordingId' } },
];
