import { CircleX, Download, ImageUp, RotateCcw, Send, SlidersHorizontal, Trash2, X } from 'lucide-react';
import { downloadResults } from '../../api/downloadResults.ts';
import { hasEnded, type Task } from '../../domain/contract/task.ts';
import { retryLabel, wantsChange } from '../../domain/retryable.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { openDelivery } from '../deliver/deliveryTarget.ts';
import type { TaskActions } from '../useTaskActions.ts';
import styles from './TaskActionBar.module.css';

/** What can be done with a task next: the likeliest in words, the rest as icons. */
export function TaskActionBar({ task, actions }: { task: Task; actions: TaskActions }) {
  const count = task.results.length;
  const only = count === 1 ? task.results[0] : undefined;
  return (
    <footer className={styles.bar}>
      <RetryActions task={task} actions={actions} />
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
        {!hasFailed(task) && (
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

/** The ways to try a task again: as it is first, unless that would be declined again. */
function RetryActions({ task, actions }: { task: Task; actions: TaskActions }) {
  const retry = retryLabel(task);
  const asItIs = retry && (
    <Button size="s" icon={<RotateCcw aria-hidden />} onClick={() => actions.retry(task)}>
      {retry}
    </Button>
  );
  const changed = hasFailed(task) && (
    <Button size="s" icon={<SlidersHorizontal aria-hidden />} onClick={() => actions.reuse(task)}>
      Change and retry
    </Button>
  );
  return (
    <>
      {wantsChange(task) ? changed : asItIs}
      {wantsChange(task) ? asItIs : changed}
    </>
  );
}

function hasFailed({ status }: Task): boolean {
  return status === 'failed' || status === 'cancelled';
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
