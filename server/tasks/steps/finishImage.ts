import { stat } from 'node:fs/promises';
import type { TaskProblem } from '../../../src/domain/contract/problem.ts';
import type { ProblemCode } from '../../../src/domain/problem.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import type { Finished } from '../../finishing/finish.ts';
import { meanColour } from '../../images/meanColour.ts';
import { withPictureFile } from '../../images/startPicture.ts';
import type { UpstreamImage } from '../../providers/Provider.ts';
import { hashOfFile } from '../../storage/hashOfFile.ts';
import { storageErrorCode } from '../../storage/storageError.ts';
import type { LeasedTask } from '../rows/lease.ts';
import { finalName, rawName } from '../rows/resultFiles.ts';
import type { StepDeps } from './stepOutcome.ts';

/** Why an image is not there yet. */
export type Missing =
  | { readonly kind: 'gone'; readonly problem: TaskProblem }
  | { readonly kind: 'retry-later'; readonly problem: TaskProblem; readonly retryAfterMs?: number };

/** One of the images that a request came to. */
export interface TaskImage {
  readonly image: UpstreamImage;
  readonly resultId: string;
  readonly signal: AbortSignal;
}

const UNFINISHED: Missing = {
  kind: 'retry-later',
  problem: {
    ...taskProblem('internal', null),
    detail: 'The server cannot finish an image that the provider sent. Another try is not paid again.',
  },
};

/**
 * Finishes an image that was fetched, and keeps it. One that cannot be finished is missing, and no reason to withhold
 * the others; a storage or a database that is away is.
 *
 * @returns null when the lease was lost meanwhile
 */
export async function finishImage(
  { store, finisher, queue }: StepDeps,
  { lease, task }: LeasedTask,
  { image, resultId, signal }: TaskImage,
): Promise<Missing | { readonly flags: readonly ProblemCode[] } | null> {
  const file = store.temporaryPath('.png');
  try {
    const { width: startWidth, height: startHeight } = task.picture;
    const size = { width: startWidth, height: startHeight };
    const finished = await withPictureFile(store, task.picture, (sourcePath) =>
      store.withFile('results', rawName(resultId), (rawPath) =>
        finisher.finish({ sourcePath, rawPath, resultPath: file, size, expansion: task.expansion }, signal),
      ),
    ).catch((error: unknown) => {
      signal.throwIfAborted();
      if (storageErrorCode(error) !== null) throw error;
      return null;
    });
    if (finished === null) return UNFINISHED;
    const { size: fileBytes } = await stat(file);
    const fileHash = await hashOfFile(file);
    const colour = await store.withFile('results', rawName(resultId), meanColour);
    await store.adopt(file, 'results', finalName(resultId));
    const flags: ProblemCode[] = [
      ...shapeFlags(finished),
      ...finished.concerns,
      ...(image.flags ?? []),
      ...((task.upstreamImages?.length ?? 0) < task.n ? (['fewer-images'] as const) : []),
    ];
    if (!task.isLastStep && task.planStep !== null && task.externalTaskId !== null) {
      const { planStep: index, externalTaskId } = task;
      const isHeld = await queue.keepStepPicture(lease, { index, externalTaskId, fileBytes, flags });
      return isHeld ? { flags } : null;
    }
    const { width, height, sent, proof } = finished;
    const isHeld = await queue.addResult(lease, {
      id: resultId,
      index: image.index,
      width,
      height,
      sentWidth: sent.width,
      sentHeight: sent.height,
      fileBytes,
      fileHash,
      flags,
      proof,
      colour,
      isStarred: false,
    });
    return isHeld ? { flags } : null;
  } finally {
    await store.discard(file);
  }
}

function shapeFlags({ hasAspectMismatch, lacksBottom }: Finished): ProblemCode[] {
  if (lacksBottom) return ['bottom-ignored'];
  return hasAspectMismatch ? ['aspect-mismatch'] : [];
}
