import { findInTexts } from '$lib/domain/transcript-find.ts';
import type { FindApi } from './api.ts';

export const engine: FindApi = { ready: () => true, find: findInTexts };
