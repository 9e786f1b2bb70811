/** The rank of each value, from 0; those that are equal share the mean of their ranks. */
export function ranksOf(values: readonly number[]): number[] {
  return values.map((value) => {
    const smaller = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return smaller + (equal - 1) / 2;
  });
}

/** Spearman's rank correlation, −1 to 1; 0 where all of one row are equal. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [ranksA, ranksB] = [ranksOf(a), ranksOf(b)];
  const middle = (a.length - 1) / 2;
  let [both, squaresA, squaresB] = [0, 0, 0];
  ranksA.forEach((rankA, index) => {
    const rankB = ranksB[index] ?? 0;
    both += (rankA - middle) * (rankB - middle);
    squaresA += (rankA - middle) ** 2;
    squaresB += (rankB - middle) ** 2;
  });
  return squaresA === 0 || squaresB === 0 ? 0 : both / Math.sqrt(squaresA * squaresB);
}
