import { hasEnded, type Task } from '../../domain/contract/task.ts';
import { countsOf, type Run } from '../../domain/run/run.ts';

/** `3 of 5 done · 1 to be sent · 1 without a picture` */
export function packProgress(run: Run, tasks: readonly Pick<Task, 'status'>[]): string {
  const { all, toBeSent, refused, cancelled, beingCancelled } = countsOf(run);
  const done = tasks.filter(({ status }) => status === 'succeeded').length;
  const ended = tasks.filter(({ status }) => hasEnded(status)).length;
  const failed = ended - done + refused;
  const words = [
    done === all ? `All ${done} done` : `${done} of ${all} done`,
    toBeSent > 0 && `${toBeSent} to be sent`,
    beingCancelled > 0 && `${beingCancelled} being cancelled`,
    cancelled > 0 && `${cancelled} not sent`,
    failed > 0 && `${failed} without a picture`,
  ];
  return words.filter((word) => word !== false).join(' · ');
}
