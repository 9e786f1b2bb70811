import type { Plane } from '../pixels/floatImage.ts';
import { createFinishingKernel, type FinishingFunctions, type FinishingKernel } from './finishingKernel.ts';

/** Every array begins at a multiple of this. */
const ALIGNMENT = 16;
/** Below it nothing lies: address 0 stands for no array. */
const FIRST_ADDRESS = 64;
/** The kernel may read so many bytes behind an array: zeros, which no sum minds. */
const BEHIND = 64;
const PAGE = 65_536;
/**
 * A kernel with more memory than this is not kept. What matching the largest picture takes is: memory never shrinks, and
 * that of a kernel that is let go stays until it is collected, which another would be made beside. Threads that finish
 * end soon after they have nothing to do.
 */
const MAX_KEPT_BYTES = 1_000_000_000;

/** The kernel that nobody uses; of several the one with most memory. */
let idle: FinishingKernel | null = null;

/**
 * Where arrays lie that the kernel works on. They hold anything when they are taken, and their places are taken again
 * after the work that they are for.
 */
export class Room {
  readonly #kernel: FinishingKernel;
  /** Rows of floats whose places are not free again, in the order of their addresses. */
  readonly #floats: Float32Array[] = [];
  #end = FIRST_ADDRESS;
  #isClosed = false;

  constructor() {
    this.#kernel = idle ?? createFinishingKernel();
    idle = null;
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
    const floats = new Float32Array(...this.#take(4 * length), length);
    this.#floats.push(floats);
    return floats;
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

  /** A plane that lies here: itself where its values are an array of this room that has not ended. */
  held(plane: Plane): Plane {
    return this.#floats.includes(plane.values) ? plane : { ...plane, values: this.copied(plane.values) };
  }

  /** Does work whose arrays end with it. */
  briefly<T>(work: () => T): T {
    const [end, count] = [this.#end, this.#floats.length];
    try {
      return work();
    } finally {
      this.#end = end;
      this.#floats.length = count;
    }
  }

  /** Ends all arrays. None is taken afterwards: another room may have the kernel. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const bytes = bytesOf(this.#kernel);
    if (bytes <= MAX_KEPT_BYTES && (idle === null || bytes > bytesOf(idle))) idle = this.#kernel;
  }

  /**
   * Growing leaves the arrays that there are what they are, since the memory is a shared one.
   *
   * @throws Error where the room is closed
   */
  #take(length: number): [buffer: ArrayBuffer, address: number] {
    if (this.#isClosed) throw new Error('An array was asked for in a room that is closed.');
    const { memory } = this.#kernel;
    const start = this.#end;
    const end = start + Math.ceil(length / ALIGNMENT) * ALIGNMENT + BEHIND;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    const { buffer } = memory;
    new Uint8Array(buffer, start + length, end - start - length).fill(0);
    this.#end = end;
    return [buffer, start];
  }
}

function bytesOf({ memory }: FinishingKernel): number {
  return memory.buffer.byteLength;
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
