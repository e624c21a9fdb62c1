/** Imported by one module, and only where the core is needed: this is what puts its 32 MB into the build. */
export { default as coreURL } from '@ffmpeg/core?url';
export { default as wasmURL } from '@ffmpeg/core/wasm?url';
