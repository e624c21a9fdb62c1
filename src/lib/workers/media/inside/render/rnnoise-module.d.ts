/** The package ships no types: the part of its emscripten module that we use. */
declare module '@jitsi/rnnoise-wasm/dist/rnnoise.js' {
  export type RnnoiseModule = {
    HEAPF32: Float32Array;
    _malloc(bytes: number): number;
    _rnnoise_create(model: number): number;
    _rnnoise_destroy(state: number): void;
    _rnnoise_process_frame(state: number, output: number, input: number): number;
  };
  const create: (options: { locateFile(path: string): string }) => Promise<RnnoiseModule>;
  export default create;
}
