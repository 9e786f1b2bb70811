import type { Result } from '../../../domain/contract/result.ts';
import type { Task } from '../../../domain/contract/task.ts';

/** What can be done with a result on the stage that leads away from it. */
export interface StageResultActions {
  /** Goes on from the result: it becomes the image on the stage. */
  readonly onKeep: (task: Task, result: Result) => void;
  /** Asks in which size, type and name it is to be taken away. */
  readonly onDeliver: (task: Task, result: Result) => void;
  /** Back to the frame with the prompt in hand. */
  readonly onRetry: (task: Task) => void;
}
