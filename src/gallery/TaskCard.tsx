import { memo } from 'react';
import type { Config, Task } from '../domain/contract.ts';
import { cardId } from './elementIds.ts';
import { TaskActionBar } from './TaskActionBar.tsx';
import styles from './TaskCard.module.css';
import { TaskProblemNote } from './TaskProblemNote.tsx';
import { TaskState } from './TaskState.tsx';
import { Thumbnails } from './Thumbnails.tsx';
import { flagSentences, frameOfTask, requestWords, sizeWords, statusWord } from './taskWords.ts';
import type { TaskActions } from './useTaskActions.ts';

interface TaskCardProps {
  task: Task;
  config: Config | undefined;
  actions: TaskActions;
}

/** One task: what became of it, its results, what was asked for, and what can be done next. */
export const TaskCard = memo(function TaskCard({ task, config, actions }: TaskCardProps) {
  const name = `${statusWord(task.status)}, ${sizeWords(frameOfTask(task))}`;
  return (
    <li id={cardId(task.id)} className={styles.card} tabIndex={-1}>
      <article aria-label={name}>
        <TaskState task={task} />
        <Thumbnails task={task} />
        {task.problem && <TaskProblemNote task={task} problem={task.problem} config={config} />}
        {flagSentences(task).map((sentence) => (
          <p key={sentence} className={styles.flag}>
            {sentence}
          </p>
        ))}
        <ul className={styles.request} aria-label="Asked for">
          {requestWords(task, config).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        {task.prompt !== '' && (
          <p className={styles.prompt} title={task.prompt}>
            {task.prompt}
          </p>
        )}
        <TaskActionBar task={task} actions={actions} />
      </article>
    </li>
  );
});
