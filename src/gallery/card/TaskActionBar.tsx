import { CircleX, Download, ImageUp, RotateCcw, Send, SlidersHorizontal, Trash2, X } from 'lucide-react';
import { downloadResults } from '../../api/downloadResults.ts';
import { hasEnded, type Task } from '../../domain/contract/task.ts';
import { retryLabel } from '../../domain/retryable.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { openDelivery } from '../deliver/deliveryTarget.ts';
import type { TaskActions } from '../useTaskActions.ts';
import styles from './TaskActionBar.module.css';

/** What can be done with a task next: the likeliest in words, the rest as icons. */
export function TaskActionBar({ task, actions }: { task: Task; actions: TaskActions }) {
  const count = task.results.length;
  const only = count === 1 ? task.results[0] : undefined;
  const retry = retryLabel(task);
  const hasFailed = task.status === 'failed' || task.status === 'cancelled';
  return (
    <footer className={styles.bar}>
      {retry && (
        <Button size="s" icon={<RotateCcw aria-hidden />} onClick={() => actions.retry(task)}>
          {retry}
        </Button>
      )}
      {hasFailed && (
        <Button size="s" icon={<SlidersHorizontal aria-hidden />} onClick={() => actions.reuse(task)}>
          Change and retry
        </Button>
      )}
      {task.status === 'uncertain' && <UncertainActions task={task} actions={actions} />}
      {!hasEnded(task.status) && (
        <Button size="s" icon={<X aria-hidden />} onClick={() => actions.cancel(task)}>
          Cancel
        </Button>
      )}
      {count > 0 && (
        <Button size="s" icon={<Download aria-hidden />} onClick={() => download(task)}>
          {count === 1 ? 'Download' : `Download ${count}`}
        </Button>
      )}
      <span className={styles.rest}>
        {only && (
          <IconButton label="Open result as source" size="s" onClick={() => actions.openAsSource(task, only)}>
            <ImageUp aria-hidden />
          </IconButton>
        )}
        {!hasFailed && (
          <IconButton label="Edit again" size="s" onClick={() => actions.reuse(task)}>
            <SlidersHorizontal aria-hidden />
          </IconButton>
        )}
        <IconButton label="Delete" size="s" onClick={() => actions.remove(task)}>
          <Trash2 aria-hidden />
        </IconButton>
      </span>
    </footer>
  );
}

/** One result is saved as it is; several are asked about, and come as one zip. */
function download(task: Task): void {
  if (task.results.length === 1) downloadResults(task);
  else openDelivery(task.results.map((result) => ({ task, result })));
}

/** The ways out of a doubt that somebody has to decide on. */
function UncertainActions({ task, actions }: { task: Task; actions: TaskActions }) {
  return (
    <>
      <Button size="s" icon={<CircleX aria-hidden />} onClick={() => actions.giveUp(task)}>
        Give up on it
      </Button>
      <Button size="s" icon={<Send aria-hidden />} onClick={() => actions.submitAnew(task)}>
        Submit again, may cost twice
      </Button>
    </>
  );
}
