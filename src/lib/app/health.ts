import { recentLogs } from '$lib/core/log.ts';
import type { Recovery } from '$lib/db/recovery.ts';
import type { OfflinePort } from '$lib/domain/offline.ts';
import { Health } from '$lib/services/health/index.ts';
import { browserStorage } from '$lib/services/storage.ts';
import { detectCapabilities } from './capabilities.ts';
import { healthPorts } from './probes.ts';

export type HealthParts = { offline: OfflinePort; recovery: Recovery };

/** The checks, over what this browser is at the moment they run. */
export const composeHealth = ({ offline, recovery }: HealthParts): Health =>
  new Health(
    healthPorts({
      capabilities: detectCapabilities,
      offline,
      storage: browserStorage,
      recovery: () => ({ rebuilt: recovery.rebuilt.length, lost: recovery.lost.length }),
      log: () => recentLogs.current,
    }),
  );
