import type { TestProject } from 'vitest/node';
import { serveModelHost } from './model-host.ts';

declare module 'vitest' {
  interface ProvidedContext {
    modelHost: string;
  }
}

/** Serves the fake model host while the browser tests run. */
export default async (project: TestProject) => {
  const host = await serveModelHost();
  project.provide('modelHost', host.url);
  return () => host.close();
};
