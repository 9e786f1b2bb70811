import { taskProblem } from '../../../src/domain/taskProblem.ts';
import type { LeasedTask } from '../rows/lease.ts';
import { fetchAndFinish } from './fetchAndFinish.ts';
import { pollStep } from './pollStep.ts';
import { fail, giveUp, type StepDeps, type StepOutcome } from './stepOutcome.ts';
import { begin, lookUp, submit } from './submitSteps.ts';

/** Does the one step that is due: asks the provider or fetches and finishes, and says what to write down. */
export async function runStep(deps: StepDeps, leased: LeasedTask, signal: AbortSignal): Promise<StepOutcome> {
  const { task } = leased;
  const provider = deps.providers.get(task.provider);
  if (provider === undefined) return fail(deps, taskProblem('provider-unavailable', null));
  switch (task.status) {
    case 'queued':
      return begin(deps, provider, leased);
    case 'submitting':
      if (task.step !== 'submit' && task.step !== 'resend') return lookUp(deps, provider, leased, signal);
      if ((await deps.store.sizeOf(task.picture.shelf, task.picture.name)) === null) {
        const isSource = task.picture.shelf === 'sources';
        return giveUp(deps, task, taskProblem(isSource ? 'source-not-found' : 'step-picture-lost', null));
      }
      return submit(deps, provider, leased, signal);
    case 'processing':
      return pollStep(deps, provider, task, signal);
    case 'finishing':
      return fetchAndFinish(deps, provider, leased, signal);
    default:
      throw new Error(`A task that is ${task.status} has no step.`);
  }
}
