import { findInTexts } from '$lib/domain/transcript-find.ts';
import { expose } from '../rpc.ts';
import type { FindApi } from './api.ts';

const api: FindApi = { ready: () => true, find: findInTexts };

expose(api);
