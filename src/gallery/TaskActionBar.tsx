import { CircleX, Download, ImageUp, RotateCcw, Send, SlidersHorizontal, Trash2, X } from 'lucide-react';
import { hasEnded, type Task } from '../domain/contract.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { downloadResults } from './downloadResults.ts';
import styles from './TaskActionBar.module.css';
import { retryWords } from './taskWords.ts';
import type { TaskActions } from './useTaskActions.ts';

/** What can be done with a task next: the likeliest in words, the rest as icons. */
export function TaskActionBar({ task, actions }: { task: Task; actions: TaskActions }) {
  const count = task.results.length;
  const only = count === 1 ? task.results[0] : undefined;
  const retry = retryWords(task);
  return (
    <footer className={styles.bar}>
      {retry && (
        <Button size="s" icon={<RotateCcw aria-hidden />} onClick={() => actions.retry(task)}>
          {retry}
        </Button>
      )}
      {task.status === 'uncertain' && <UncertainActions task={task} actions={actions} />}
      {!hasEnded(task.status) && (
        <Button size="s" icon={<X aria-hidden />} onClick={() => actions.cancel(task)}>
          Cancel
        </Button>
      )}
      {count > 0 && (
        <Button size="s" icon={<Download aria-hidden />} onClick={() => downloadResults(task.results)}>
          {count === 1 ? 'Download' : `Download ${count}`}
        </Button>
      )}
      <span className={styles.rest}>
        {only && (
          <IconButton label="Open result as source" size="s" onClick={() => actions.openAsSource(task, only)}>
            <ImageUp aria-hidden />
          </IconButton>
        )}
        <IconButton label="Use these settings" size="s" onClick={() => actions.reuse(task)}>
          <SlidersHorizontal aria-hidden />
        </IconButton>
        <IconButton label="Delete" size="s" onClick={() => actions.remove(task)}>
          <Trash2 aria-hidden />
        </IconButton>
      </span>
    </footer>
  );
}

/** The ways out of a doubt that somebody has to decide on. */
function UncertainActions({ task, actions }: { task: Task; actions: TaskActions }) {
  return (
    <>
      <Button size="s" icon={<CircleX aria-hidden />} onClick={() => actions.giveUp(task)}>
        Accept as lost
      </Button>
      <Button size="s" icon={<Send aria-hidden />} onClick={() => actions.submitAnew(task)}>
        Submit anew, may cost twice
      </Button>
    </>
  );
}
