import plainBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

/** Where the speech runtime lies on our own origin, for those who check that it is there. */
export const runtimeAddress: string = plainBinary;
