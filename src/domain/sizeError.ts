import { sizeProblem } from './limits.ts';
import { ProblemError, problemDetail } from './problem.ts';
import type { Size } from './side.ts';

/** Why an image of a size, in pixels as the eye sees it, cannot be a source: with that size, whoever finds it. Null where it can. */
export function sizeError({ width, height }: Size): ProblemError | null {
  const problem = sizeProblem({ width, height });
  if (problem === null) return null;
  return new ProblemError(problem, {
    detail: `This image is ${width} × ${height} px. ${problemDetail(problem)}`,
  });
}
