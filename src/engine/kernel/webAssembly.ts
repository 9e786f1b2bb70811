export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** A compiled module that imports its memory. */
export interface WasmModule {
  /** @throws RangeError where no addresses are left: each memory reserves gigabytes of them. */
  readonly withMemory: (memory: WasmMemory) => object;
}

export interface WasmMemorySize {
  /** In pages of 64 KiB. */
  readonly initial: number;
  readonly maximum?: number;
  /** Arrays in a shared memory stay what they are when it grows. */
  readonly shared?: boolean;
}

/** The part of the WebAssembly API that is used: what is neither of Node's nor of the DOM's types knows it. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  readonly Memory: new (size: WasmMemorySize) => WasmMemory;
}

interface Surroundings {
  readonly WebAssembly?: WebAssemblyApi;
  readonly atob: (base64: string) => string;
}

/** @throws Error where there is no WebAssembly with SIMD, or where a page's policy does not let it be compiled. */
export function compileWasm(base64: string): WasmModule {
  const { atob } = globalThis as unknown as Surroundings;
  const module = new (webAssembly().Module)(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  return { withMemory: (memory) => new (webAssembly().Instance)(module, { env: { memory } }).exports };
}

/** @throws RangeError where no addresses are left. */
export function createWasmMemory(size: WasmMemorySize): WasmMemory {
  return new (webAssembly().Memory)(size);
}

function webAssembly(): WebAssemblyApi {
  const { WebAssembly } = globalThis as unknown as Surroundings;
  if (WebAssembly === undefined) throw new Error('There is no WebAssembly.');
  return WebAssembly;
}
