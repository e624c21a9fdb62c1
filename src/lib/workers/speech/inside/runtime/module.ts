/** The WebAssembly module of ONNX Runtime as its own JavaScript sees it (onnxruntime, js/web/lib/wasm/wasm-types.ts). */
export type OrtModule = {
  HEAPU8: Uint8Array;
  stackSave(): number;
  stackRestore(stack: number): void;
  stackAlloc(bytes: number): number;
  getValue(at: number, type: 'i32' | '*'): number;
  setValue(at: number, value: number, type: 'i32' | '*'): void;
  UTF8ToString(at: number): string;
  stringToUTF8(text: string, at: number, bytes: number): void;
  lengthBytesUTF8(text: string): number;
  _malloc(bytes: number): number;
  _free(at: number): void;
  _OrtInit(threads: number, logLevel: number): number;
  _OrtGetLastError(code: number, message: number): number;
  _OrtCreateSessionOptions(...options: (number | boolean)[]): number;
  _OrtReleaseSessionOptions(options: number): number;
  _OrtAddSessionConfigEntry(options: number, key: number, value: number): number;
  _OrtCreateSession(model: number, bytes: number, options: number): number | Promise<number>;
  _OrtReleaseSession(session: number): number;
  _OrtGetInputOutputCount(session: number, inputs: number, outputs: number): number;
  _OrtGetInputOutputMetadata(session: number, index: number, name: number, about: number): number;
  _OrtFree(at: number): number;
  _OrtCreateTensor(...tensor: number[]): number;
  _OrtGetTensorData(tensor: number, type: number, data: number, dims: number, rank: number): number;
  _OrtReleaseTensor(tensor: number): number;
  _OrtRun(...call: number[]): number | Promise<number>;
};

type Settings = {
  numThreads: number;
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
};

export type OrtFactory = (settings: Settings) => Promise<OrtModule>;

/** Runs a compiled runtime: two workers that were handed the same module share its machine code. */
export const startModule = (factory: OrtFactory, compiled: WebAssembly.Module, threads: number): Promise<OrtModule> =>
  new Promise((resolve, reject) => {
    const instantiateWasm: Settings['instantiateWasm'] = (imports, done) => {
      WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled), reject);
      return {};
    };
    factory({ numThreads: threads, instantiateWasm }).then(resolve, reject);
  });
