import type { FetchApi } from './api.ts';
import { fetchMedia } from './inside/link.ts';
import { download } from './inside/model-download.ts';
import { resolve } from './inside/model-host.ts';
import { transcribe } from './inside/speech-server.ts';

export const createFetchEngine = (): FetchApi => ({ fetchMedia, resolve, download, transcribe });
