import type { TaskOutline } from '../../domain/contract/lists.ts';
import { hasEnded } from '../../domain/contract/task.ts';
import { countsOf, isUnanswered, progressLabel, type Run } from '../../domain/run/run.ts';

/** What became of the tasks of a run. */
export interface Outcome {
  readonly done: readonly TaskOutline[];
  readonly underWay: readonly TaskOutline[];
  /** Ended without a picture although nobody cancelled them. */
  readonly failed: readonly TaskOutline[];
  /** How many were cancelled: whoever did that wants no picture. */
  readonly cancelled: number;
}

export function outcomeOf(tasks: readonly TaskOutline[]): Outcome {
  const having = (...statuses: TaskOutline['status'][]) =>
    tasks.filter(({ status }) => statuses.includes(status));
  return {
    done: having('succeeded'),
    underWay: tasks.filter(({ status }) => !hasEnded(status)),
    failed: having('failed', 'uncertain'),
    cancelled: having('cancelled').length,
  };
}

/** `17 done · 1 under way · 1 without a picture` */
export function outcomeLabel(all: number, { done, underWay, failed, cancelled }: Outcome): string {
  const words = [
    done.length === all ? `All ${all} done` : `${done.length} done`,
    underWay.length > 0 && `${underWay.length} under way`,
    failed.length > 0 && `${failed.length} without a picture`,
    cancelled > 0 && `${cancelled} cancelled`,
  ];
  return words.filter((word) => word !== false).join(' · ');
}

/**
 * How far a run is, in one line: how much is submitted while that goes on, and then what became of it.
 *
 * @param tasks null until they are there
 */
export function runLabel(run: Run, tasks: readonly TaskOutline[] | null): string {
  if (tasks === null || run.parts.some(isUnanswered)) return progressLabel(run);
  const { all, refused, cancelled } = countsOf(run);
  const words = [
    outcomeLabel(all, outcomeOf(tasks)),
    refused > 0 && `${refused} refused`,
    cancelled > 0 && `${cancelled} not sent`,
  ];
  return words.filter((word) => word !== false).join(' · ');
}
