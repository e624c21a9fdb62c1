declare global {
  /** Build-time constants, set in vite.config.ts. */
  const __APP_VERSION__: string;
  const __BUILD_ID__: string;
  const __WITH_FFMPEG__: boolean;
  /** `static/models/builtin.json`: path without slashes at either end. */
  const __BUILT_IN_MODEL__: { id: string; path: string; revision: string };
}

export {};
