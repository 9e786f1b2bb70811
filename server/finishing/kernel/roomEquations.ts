import type { NormalEquations } from '../pixels/normalEquations.ts';
import type { Room } from './room.ts';

/** The sums of normal equations while the kernel adds to them: they begin with none, and go back to where they came from. */
export class RoomEquations {
  readonly #equations: NormalEquations;
  /** With one more behind: the kernel writes pairs. */
  readonly matrix: Float64Array;
  readonly right: Float64Array;

  constructor(room: Room, equations: NormalEquations) {
    const { size } = equations;
    this.#equations = equations;
    this.matrix = room.doubles(size * size + 1).fill(0);
    this.right = room.doubles(size).fill(0);
  }

  readBack(): void {
    const { matrix, right } = this.#equations;
    matrix.set(this.matrix.subarray(0, matrix.length));
    right.set(this.right);
  }
}
