import { KERNEL_BYTES } from './kernelBytes.ts';
import { compileWasm, createWasmMemory, type WasmMemory, type WasmModule } from './webAssembly.ts';

/** Addresses of typed arrays are their `byteOffset` in the kernel's memory. */
type Address = number;

/** What kernel/index.ts exports. */
export interface KernelFunctions {
  // The level that is matched, see matching.ts.
  setFrame(
    width: number,
    height: number,
    knownX: number,
    knownY: number,
    knownWidth: number,
    knownHeight: number,
  ): void;
  setField(
    pixels: Address,
    shifts: Address,
    targets: Address,
    targetCount: number,
    matchCost: Address,
    voteWeights: Address,
  ): void;
  setPatches(weights: Address, isStraddling: Address, sourceCost: Address, isQuincunx: boolean): void;
  setUses(uses: Address, usePrice: number, free: number): void;
  setPriors(
    sidewaysAlong: number,
    sidewaysAcross: number,
    verticalAlong: number,
    verticalAcross: number,
    shortPrice: number,
    inverseReach: number,
    unit: number,
  ): void;
  setGuide(lineAt: Address, priceAt: Address, wayAt: Address, lines: Address): void;
  // Work on that level.
  peel(order: Address, orderCount: number, sources: Address, sourceCount: number, jitter: number): void;
  measureMatches(): void;
  /** Of the row of random numbers that the start and the search draw from. */
  setRandom(state: number): void;
  randomState(): number;
  sweep(incoherence: number, searchRadius: number, isBackward: boolean, isOnSeams: boolean): number;
  vote(): void;
  // Loops of the multigrid solver, see poissonCycle.ts.
  relax(
    spans: Address,
    spanCount: number,
    inverse: Address,
    error: Address,
    right: Address,
    stride: number,
  ): void;
  relaxBackward(
    spans: Address,
    spanCount: number,
    inverseEnd: Address,
    error: Address,
    right: Address,
    stride: number,
  ): void;
  measureResidual(
    spans: Address,
    spanCount: number,
    inverse: Address,
    error: Address,
    right: Address,
    residual: Address,
    stride: number,
  ): void;
  gatherResidual(
    spans: Address,
    spanCount: number,
    corners: Address,
    residual: Address,
    coarseRight: Address,
    fineStride: number,
  ): void;
  enlarge(
    spans: Address,
    spanCount: number,
    rows: Address,
    columns: Address,
    coarseError: Address,
    step: Address,
    stride: number,
  ): void;
  takeStep(
    spans: Address,
    spanCount: number,
    inverse: Address,
    error: Address,
    residual: Address,
    step: Address,
    stride: number,
  ): void;
}

/** The inner loops of the engine in WebAssembly, with a memory of their own. */
export interface Kernel {
  readonly functions: KernelFunctions;
  readonly memory: WasmMemory;
}

/** Compiled at the first use, once for each thread; null where that cannot be done. */
let compiled: WasmModule | null | undefined;

/**
 * A new one, or null where there is no WebAssembly with SIMD, where the page's policy does not let it be compiled, or
 * where no addresses are left for its memory: then the same is done in TypeScript, with the same result.
 */
export function createKernel(): Kernel | null {
  if (compiled === undefined) compiled = compile();
  if (compiled === null) return null;
  try {
    const memory = createWasmMemory({ initial: 1 });
    return { functions: compiled.withMemory(memory) as KernelFunctions, memory };
  } catch {
    return null;
  }
}

function compile(): WasmModule | null {
  try {
    return compileWasm(KERNEL_BYTES);
  } catch {
    return null;
  }
}
