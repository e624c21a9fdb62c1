/** `id` of a check is its key in `i18n/en/health.ts` (title, and words and remedy for each `reason`). */
export type HealthState = 'ok' | 'warn' | 'fail' | 'unknown';

/** What the app itself can do about a finding, by a button. */
export const healthActions = [
  'protect-storage',
  'prepare-offline',
  'ask-microphone',
  'reload',
  'open-models',
  'open-storage',
  'open-log',
  'open-library',
] as const;
export type HealthAction = (typeof healthActions)[number];

export type HealthResult = {
  state: HealthState;
  /** Why, as a key of the check's own words. */
  reason: string;
  detail?: Readonly<Record<string, string | number | boolean>>;
  action?: HealthAction;
};

export type HealthReport = HealthResult & { id: string; tookMs: number };
