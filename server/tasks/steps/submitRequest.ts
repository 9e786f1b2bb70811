import type { AcceptedRequest, ExpandRequest, SubmitTrace } from '../../providers/Provider.ts';
import type { StoredTask } from '../rows/taskRow.ts';
import type { StepDeps } from './stepOutcome.ts';

/** What a task asks of its provider, under the name of its present submit. */
export function requestOf({ publicUrl }: Pick<StepDeps, 'publicUrl'>, task: StoredTask): ExpandRequest {
  const { callbackToken, picture, expansion, prompt, n, line } = task;
  const callbackUrl =
    publicUrl === null || callbackToken === null ? null : `${publicUrl}/api/callbacks/${callbackToken}`;
  return { externalTaskId: externalTaskIdOf(task), picture, expansion, prompt, n, line, callbackUrl };
}

/** @throws when the provider has not taken it yet */
export function acceptedOf(parts: Pick<StepDeps, 'publicUrl'>, task: StoredTask): AcceptedRequest {
  if (task.upstreamTaskId === null) {
    throw new Error(`Task ${task.id} is ${task.status} without an upstream id.`);
  }
  return { ...requestOf(parts, task), upstreamTaskId: task.upstreamTaskId };
}

export function traceOf(task: StoredTask): SubmitTrace {
  return { externalTaskId: externalTaskIdOf(task), hintedTaskId: task.hintedTaskId };
}

function externalTaskIdOf({ id, status, externalTaskId }: StoredTask): string {
  if (externalTaskId === null) throw new Error(`Task ${id} is ${status} without an external id.`);
  return externalTaskId;
}
