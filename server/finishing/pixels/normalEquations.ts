/** A symmetric positive definite system A·x = b that is summed up sample by sample (least squares), then solved. */
export class NormalEquations {
  readonly size: number;
  readonly matrix: Float64Array;
  readonly right: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.matrix = new Float64Array(size * size);
    this.right = new Float64Array(size);
  }

  /** One sample: `row`·x should be `value`. Only the lower half is kept. */
  add(row: Float64Array, value: number, weight: number): void {
    const { size, matrix, right } = this;
    for (let i = 0; i < size; i += 1) {
      const scaled = (row[i] ?? 0) * weight;
      if (scaled === 0) continue;
      right[i] = (right[i] ?? 0) + scaled * value;
      for (let j = 0, at = i * size; j <= i; j += 1, at += 1) {
        matrix[at] = (matrix[at] ?? 0) + scaled * (row[j] ?? 0);
      }
    }
  }

  /** Adds to one entry, both of it and its mirror image. */
  addEntry(i: number, j: number, value: number): void {
    const at = Math.max(i, j) * this.size + Math.min(i, j);
    this.matrix[at] = (this.matrix[at] ?? 0) + value;
  }

  /**
   * Solves by Cholesky decomposition.
   *
   * @throws RangeError when the system has no single solution.
   */
  solve(): Float64Array {
    const lower = this.#decomposed();
    return this.#substituted(lower, this.right);
  }

  /** The inverse's diagonal: each unknown's variance when `matrix` is its information. */
  variances(): Float64Array {
    const lower = this.#decomposed();
    return Float64Array.from({ length: this.size }, (_, i) => {
      const unit = new Float64Array(this.size);
      unit[i] = 1;
      return this.#substituted(lower, unit)[i] ?? 0;
    });
  }

  #decomposed(): Float64Array {
    const { size } = this;
    const lower = Float64Array.from(this.matrix);
    const at = (i: number, j: number) => lower[i * size + j] ?? 0;
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        let sum = at(i, j);
        for (let k = 0; k < j; k += 1) sum -= at(i, k) * at(j, k);
        if (i === j && !(sum > 0)) throw new RangeError('The system has no single solution.');
        lower[i * size + j] = i === j ? Math.sqrt(sum) : sum / at(j, j);
      }
    }
    return lower;
  }

  #substituted(lower: Float64Array, right: Float64Array): Float64Array {
    const { size } = this;
    const x = Float64Array.from(right);
    for (let i = 0; i < size; i += 1) {
      for (let k = 0; k < i; k += 1) x[i] = (x[i] ?? 0) - (lower[i * size + k] ?? 0) * (x[k] ?? 0);
      x[i] = (x[i] ?? 0) / (lower[i * size + i] ?? 1);
    }
    for (let i = size - 1; i >= 0; i -= 1) {
      for (let k = i + 1; k < size; k += 1) x[i] = (x[i] ?? 0) - (lower[k * size + i] ?? 0) * (x[k] ?? 0);
      x[i] = (x[i] ?? 0) / (lower[i * size + i] ?? 1);
    }
    return x;
  }
}

/** The middle value; 0 of none. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** The value that a share of all are below; 0 of none. Of a copy (quickselect: Hoare, «Algorithm 65: Find», 1961). */
export function quantile(values: ArrayLike<number>, share: number): number {
  const all = new Float32Array(values);
  const wanted = Math.min(all.length - 1, Math.floor(all.length * share));
  let [from, to] = [0, all.length - 1];
  while (from < to) {
    const pivot = all[(from + to) >> 1] ?? 0;
    let [low, high] = [from, to];
    while (low <= high) {
      while ((all[low] ?? 0) < pivot) low += 1;
      while ((all[high] ?? 0) > pivot) high -= 1;
      if (low > high) break;
      const value = all[low] ?? 0;
      all[low] = all[high] ?? 0;
      all[high] = value;
      low += 1;
      high -= 1;
    }
    if (wanted <= high) to = high;
    else if (wanted >= low) from = low;
    else break;
  }
  return all[wanted] ?? 0;
}
