import type { TextApi } from './api.ts';
import { analyse } from './inside/analyse.ts';
import { findPrivate } from './inside/private.ts';
import { refine } from './inside/refine/index.ts';
import { topicsOf } from './inside/topics.ts';

export const createTextEngine = (): TextApi => ({
  analyse,
  findPrivate,
  refine,
  topics: async (sources) => topicsOf(sources),
});
