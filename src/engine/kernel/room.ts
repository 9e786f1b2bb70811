import { createKernel, type Kernel, type KernelFunctions } from './kernel.ts';

/** Gives typed arrays, all zeros, that live until the work in the room is done. */
export interface Room {
  /** What works on these arrays; null where TypeScript has to. */
  readonly kernel: KernelFunctions | null;
  int32(length: number): Int32Array;
  int16(length: number): Int16Array;
  uint8(length: number): Uint8Array;
  float32(length: number): Float32Array;
  float64(length: number): Float64Array;
}

/** Every array begins at a multiple of this, so that loads of a whole vector are quick. */
const ALIGNMENT = 16;
/** Below lies what the kernel keeps for itself. */
const FIRST_ADDRESS = 4096;
/** A kernel may load a whole vector where the last pixel lies. */
const BEHIND = 64;
const PAGE = 65_536;
/** A kernel with more memory than this is not kept: few fills need as much. */
const MAX_KEPT_BYTES = 100_000_000;

/** Kernels that nobody uses, at most one as a rule: rooms inside of rooms are rare. */
const idle: Kernel[] = [];
let isWithoutKernel = false;

/** How many bytes of a room arrays of so many bytes take. */
export function roomFor(...byteLengths: readonly number[]): number {
  return byteLengths.reduce((sum, bytes) => sum + Math.ceil(bytes / ALIGNMENT) * ALIGNMENT, 0);
}

/**
 * Does work on arrays that lie in a kernel's memory, so that nothing needs to be copied there and back for each call, or
 * in the ordinary one where there is no kernel or not enough memory for it. The arrays end with the work.
 *
 * @param bytes of all arrays together, see roomFor
 */
export function inRoom<T>(bytes: number, work: (room: Room) => T): T {
  const kernel = isWithoutKernel ? null : (idle.pop() ?? createKernel());
  if (kernel === null || !reserve(kernel, FIRST_ADDRESS + bytes + BEHIND)) return work(PLAIN_ROOM);
  try {
    return work(kernelRoom(kernel));
  } finally {
    if (idle.length === 0 && kernel.memory.buffer.byteLength <= MAX_KEPT_BYTES) idle.push(kernel);
  }
}

/** Does all work in TypeScript, to be compared with. */
export function withoutKernel<T>(work: () => T): T {
  const before = isWithoutKernel;
  isWithoutKernel = true;
  try {
    return work();
  } finally {
    isWithoutKernel = before;
  }
}

/** Before any array is made: growing takes the memory away from those that there are. */
function reserve({ memory }: Kernel, bytes: number): boolean {
  const missing = bytes - memory.buffer.byteLength;
  if (missing <= 0) return true;
  try {
    memory.grow(Math.ceil(missing / PAGE));
    return true;
  } catch {
    return false;
  }
}

function kernelRoom({ functions, memory }: Kernel): Room {
  const { buffer } = memory;
  let end = FIRST_ADDRESS;
  const take = (bytes: number) => {
    const start = end;
    end += roomFor(bytes);
    return start;
  };
  return {
    kernel: functions,
    int32: (length) => new Int32Array(buffer, take(4 * length), length).fill(0),
    int16: (length) => new Int16Array(buffer, take(2 * length), length).fill(0),
    uint8: (length) => new Uint8Array(buffer, take(length), length).fill(0),
    float32: (length) => new Float32Array(buffer, take(4 * length), length).fill(0),
    float64: (length) => new Float64Array(buffer, take(8 * length), length).fill(0),
  };
}

const PLAIN_ROOM: Room = {
  kernel: null,
  int32: (length) => new Int32Array(length),
  int16: (length) => new Int16Array(length),
  uint8: (length) => new Uint8Array(length),
  float32: (length) => new Float32Array(length),
  float64: (length) => new Float64Array(length),
};
