import plainBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

// Reading and checking fourteen megabytes takes half a second of whichever thread asks: not of the page's.
WebAssembly.compileStreaming(fetch(plainBinary)).then(
  (module) => postMessage({ module }),
  (error: unknown) => postMessage({ message: error instanceof Error ? error.message : '' }),
);
