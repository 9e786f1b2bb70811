import type { Plane } from '../pixels/floatImage.ts';
import { createFinishingKernel, type FinishingFunctions, type FinishingKernel } from './finishingKernel.ts';

/** Every array begins at a multiple of this. */
const ALIGNMENT = 16;
/** Below it nothing lies: address 0 stands for no array. */
const FIRST_ADDRESS = 64;
/** The kernel may read so many bytes behind an array: zeros, which no sum minds. */
const BEHIND = 64;
const PAGE = 65_536;
/** A kernel with more memory than this is not kept. */
const MAX_KEPT_BYTES = 160_000_000;

/** Kernels that nobody uses, at most one as a rule. */
const idle: FinishingKernel[] = [];

/**
 * Where arrays lie that the kernel works on. They hold anything when they are taken, and their places are taken again
 * after the work that they are for.
 */
export class Room {
  readonly #kernel: FinishingKernel;
  /** All that the memory has had: it gets another when it grows, behind the same bytes. */
  readonly #buffers = new Set<ArrayBufferLike>();
  #end = FIRST_ADDRESS;

  constructor() {
    this.#kernel = idle.pop() ?? createFinishingKernel();
  }

  get kernel(): FinishingFunctions {
    return this.#kernel.functions;
  }

  bytes(length: number): Uint8Array {
    return new Uint8Array(...this.#take(length), length);
  }

  words(length: number): Uint16Array {
    return new Uint16Array(...this.#take(2 * length), length);
  }

  addresses(length: number): Uint32Array {
    return new Uint32Array(...this.#take(4 * length), length);
  }

  floats(length: number): Float32Array {
    return new Float32Array(...this.#take(4 * length), length);
  }

  doubles(length: number): Float64Array {
    return new Float64Array(...this.#take(8 * length), length);
  }

  /** A copy that lies here. */
  copied(values: ArrayLike<number>): Float32Array {
    const copy = this.floats(values.length);
    copy.set(values);
    return copy;
  }

  /** A plane that lies here: itself where it does already. */
  held(plane: Plane): Plane {
    return this.#buffers.has(plane.values.buffer) ? plane : { ...plane, values: this.copied(plane.values) };
  }

  /** Does work whose arrays end with it. */
  briefly<T>(work: () => T): T {
    const end = this.#end;
    try {
      return work();
    } finally {
      this.#end = end;
    }
  }

  /** Ends all arrays. */
  close(): void {
    const { buffer } = this.#kernel.memory;
    if (idle.length === 0 && buffer.byteLength <= MAX_KEPT_BYTES) idle.push(this.#kernel);
  }

  /** Growing leaves the arrays that there are what they are, since the memory is a shared one. */
  #take(length: number): [buffer: ArrayBuffer, address: number] {
    const { memory } = this.#kernel;
    const start = this.#end;
    const end = start + Math.ceil(length / ALIGNMENT) * ALIGNMENT + BEHIND;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    const { buffer } = memory;
    this.#buffers.add(buffer);
    new Uint8Array(buffer, start + length, end - start - length).fill(0);
    this.#end = end;
    return [buffer, start];
  }
}

/** Does work in a room of its own. */
export function inRoom<T>(work: (room: Room) => T): T {
  const room = new Room();
  try {
    return work(room);
  } finally {
    room.close();
  }
}
