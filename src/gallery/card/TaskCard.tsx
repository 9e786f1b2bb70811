import { memo } from 'react';
import type { Config } from '../../domain/contract/config.ts';
import type { Task } from '../../domain/contract/task.ts';
import { frameOfTask } from '../../domain/crop.ts';
import { TabStop } from '../../ui/tabStop.ts';
import { cardId } from '../elementIds.ts';
import { flagSentences, requestLabel, sizeLabel, statusWord } from '../taskLabels.ts';
import type { TaskActions } from '../useTaskActions.ts';
import { TaskActionBar } from './TaskActionBar.tsx';
import styles from './TaskCard.module.css';
import { TaskProblemNote } from './TaskProblemNote.tsx';
import { TaskState } from './TaskState.tsx';
import { Thumbnails } from './Thumbnails.tsx';

interface TaskCardProps {
  task: Task;
  config: Config | undefined;
  actions: TaskActions;
  /** Tab reaches this card, of all in the list. */
  isTabStop: boolean;
}

/** One task: what became of it, its results, what was asked for, and what can be done next. */
export const TaskCard = memo(function TaskCard({ task, config, actions, isTabStop }: TaskCardProps) {
  const name = `${statusWord(task.status)}, ${sizeLabel(frameOfTask(task))}`;
  return (
    <li id={cardId(task.id)} className={styles.card} tabIndex={isTabStop ? 0 : -1}>
      <TabStop value={isTabStop ? 0 : -1}>
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
            {requestLabel(task, config).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          {task.prompt !== '' && (
            <p className={styles.prompt} dir="auto" data-tip={task.prompt}>
              {task.prompt}
            </p>
          )}
          <TaskActionBar task={task} actions={actions} />
        </article>
      </TabStop>
    </li>
  );
});
