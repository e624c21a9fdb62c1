import coreURL from '@ffmpeg/core?url';
import wasmURL from '@ffmpeg/core/wasm?url';

/** Where our own origin keeps the ffmpeg core. Loaded only in builds that have it. */
export const coreAddress = { coreURL, wasmURL };
