import type { TaskRequest } from '../../../src/domain/contract/taskRequest.ts';
import { type PlanStep, planFor } from '../../../src/domain/plan/plan.ts';
import { ProblemError, problemDetail } from '../../../src/domain/problem.ts';
import type { Size } from '../../../src/domain/side.ts';
import type { Provider } from '../../providers/Provider.ts';

/**
 * The steps that a task takes with a provider; null where one request is enough.
 *
 * @throws ProblemError when no plan reaches the frame, or it takes more steps than were agreed to.
 */
export function planOf(
  { expansion, maxSteps }: Pick<TaskRequest, 'expansion' | 'maxSteps'>,
  size: Size,
  { description }: Pick<Provider, 'description'>,
): readonly PlanStep[] | null {
  const plan = planFor(size, expansion);
  if (plan.steps === null) throw new ProblemError(plan.problem);
  const { length } = plan.steps;
  if (length === 1 || description.reachesAnyFrame === true) return null;
  if (length > maxSteps) {
    const detail = `${problemDetail('plan-takes-more')} It takes ${length}, and ${maxSteps} were agreed to.`;
    throw new ProblemError('plan-takes-more', { detail });
  }
  return plan.steps;
}
