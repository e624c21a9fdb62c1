import config from '../../playwright.config.ts';

/** The drafts alone, as they would run if they were tests. */
export default { ...config, testDir: '.', testMatch: '*.draft.ts' };
