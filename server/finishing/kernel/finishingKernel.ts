import {
  compileWasm,
  createWasmMemory,
  type WasmMemory,
  type WasmModule,
} from '../../../src/engine/kernel/webAssembly.ts';
import { KERNEL_BYTES } from './kernelBytes.ts';

/** Addresses of typed arrays are their `byteOffset` in the kernel's memory. */
type Address = number;

/** What kernel/finishing/index.ts exports, which says what each does. Planes and rows are floats. */
export interface FinishingFunctions {
  // Rows.
  readLevels(
    values: Address,
    step: number,
    isWide: boolean,
    scale: number,
    out: Address,
    count: number,
  ): void;
  layOnWhite(levels: Address, covers: Address, count: number): void;
  weighRows(rows: Address, weights: Address, count: number, out: Address, from: number, to: number): void;
  weighAlong(
    row: Address,
    starts: Address,
    weights: Address,
    groups: number,
    out: Address,
    from: number,
    to: number,
  ): void;
  makeGrain(
    x: number,
    y: number,
    levels: Address,
    deviations: Address,
    noise: Address,
    out: Address,
    count: number,
  ): void;
  writeLevels(
    levels: Address,
    grain: Address,
    count: number,
    units: number,
    out: Address,
    step: number,
    isWide: boolean,
  ): void;
  changeRow(
    own: Address,
    others: Address,
    crosses: Address,
    otherCount: number,
    range: Address,
    tone: Address,
    nodes: Address,
    scale: number,
    offset: number,
    out: Address,
    count: number,
  ): void;
  // Planes.
  gaussianBlur(
    plane: Address,
    width: number,
    height: number,
    half: Address,
    radius: number,
    line: Address,
    out: Address,
  ): void;
  boxMean(
    plane: Address,
    other: Address,
    width: number,
    height: number,
    radius: number,
    shares: Address,
    line: Address,
    out: Address,
  ): void;
  halve(plane: Address, width: number, height: number, line: Address, out: Address): void;
  localContrast(
    plane: Address,
    width: number,
    height: number,
    radius: number,
    plain: number,
    sums: Address,
    out: Address,
  ): void;
  compareTile(
    source: Address,
    picture: Address,
    width: number,
    height: number,
    x0: number,
    x1: number,
    y0: number,
    y1: number,
    out: Address,
  ): void;
  sumBlock(
    source: Address,
    width: number,
    picture: Address,
    stride: number,
    side: number,
    highest: number,
    lowest: number,
    out: Address,
  ): void;
  correlateRow(
    field: Address,
    stride: number,
    sought: Address,
    width: number,
    height: number,
    out: Address,
    count: number,
  ): void;
  // Lines.
  boxAlong(line: Address, radius: number, out: Address, count: number): void;
  convolveAlong(line: Address, half: Address, radius: number, out: Address, count: number): void;
  sumCurves(block: Address, stride: number, width: number, height: number): number;
  dotAlong(a: Address, b: Address, count: number): number;
  takeDifference(source: Address, picture: Address, belief: Address, count: number): void;
  // Detail.
  toLumaChroma(red: Address, green: Address, blue: Address, count: number): void;
  fromLumaChroma(red: Address, luma: Address, blue: Address, count: number): void;
  takeBands(plane: Address, fine: Address, coarse: Address, count: number): void;
  takeVariance(squares: Address, mean: Address, count: number): void;
  takeSlopes(
    products: Address,
    means: Address,
    guideMean: Address,
    guideVariance: Address,
    noise: number,
    count: number,
  ): void;
  takeGuided(bases: Address, slopes: Address, guide: Address, plane: Address, count: number): void;
  meanSizes(a: Address, b: Address, width: number, height: number, out: Address): void;
  // Sharpness.
  findPlaces(
    activities: Address,
    places: Address,
    length: number,
    table: Address,
    count: number,
    resolution: number,
  ): void;
  gatherRow(
    values: Address,
    activities: Address,
    places: Address,
    bands: Address,
    bandCount: number,
    nodes: number,
    weight: number,
    lines: Address,
    stride: number,
    from: number,
    to: number,
  ): void;
  addSamples(
    lines: Address,
    stride: number,
    size: number,
    targets: Address,
    reliability: Address,
    count: number,
    tolerance: number,
    matrix: Address,
    right: Address,
    room: Address,
  ): number;
  addBand(out: Address, band: Address, places: Address, amounts: Address, nodes: number, count: number): void;
  addEquations(
    rows: Address,
    size: number,
    targets: Address,
    weights: Address,
    count: number,
    matrix: Address,
    right: Address,
  ): void;
}

/** The inner loops of finishing in WebAssembly, with a memory of their own. */
export interface FinishingKernel {
  readonly functions: FinishingFunctions;
  readonly memory: WasmMemory;
}

/** All addresses that there are, in pages of 64 KiB. */
const MOST_PAGES = 65_536;

/** Compiled at the first use, once for each thread. */
let compiled: WasmModule | undefined;

export function createFinishingKernel(): FinishingKernel {
  compiled ??= compileWasm(KERNEL_BYTES);
  const memory = createWasmMemory({ initial: 1, maximum: MOST_PAGES, shared: true });
  return { functions: compiled.withMemory(memory) as FinishingFunctions, memory };
}
