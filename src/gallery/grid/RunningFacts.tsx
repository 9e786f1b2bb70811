import { useQuery } from '@tanstack/react-query';
import { taskQuery } from '../../api/outline.ts';
import type { TaskStatus } from '../../domain/contract/task.ts';
import { RunningTime } from '../card/RunningTime.tsx';
import { FadingImage } from '../FadingImage.tsx';
import { statusWord } from '../taskLabels.ts';
import styles from './GridTile.module.css';

interface RunningFactsProps {
  taskId: string;
  status: TaskStatus;
  /** Where there is no room for how long such tasks take. */
  isBrief: boolean;
}

/** How far a task under way is: its stage, how long it has taken, and how long such tasks take. */
export function RunningFacts({ taskId, status, isBrief }: RunningFactsProps) {
  const task = useQuery(taskQuery(taskId)).data;
  const preview = task?.previews.find((each) => each !== null);
  return (
    <>
      {preview && (
        <span className={styles.preview}>
          <FadingImage src={preview} />
        </span>
      )}
      <span className={styles.word}>
        <i className={styles.pulse} aria-hidden />
        <span>{statusWord(status)}</span>
        {task && <RunningTime task={task} isBrief={isBrief} />}
      </span>
    </>
  );
}
