import { RotateCcw, SlidersHorizontal, X } from 'lucide-react';
import { useTaskChanges } from '../../../api/useTaskChanges.ts';
import type { Task } from '../../../domain/contract/task.ts';
import { providerReason } from '../../../domain/providerReason.ts';
import { retryLabel, wantsChange } from '../../../domain/retryable.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { StatusIcon } from '../../../ui/StatusIcon.tsx';
import { RefusedChange } from './RefusedChange.tsx';
import styles from './StageChip.module.css';
import { dismissTask, showVariant } from './stageResultStore.ts';

interface EndedTaskProps {
  task: Task;
  /** Back to its frame with the prompt in hand. */
  onRetry: (task: Task) => void;
}

/** What became of the task, why, and the ways on from there. */
export function EndedTask({ task, onRetry }: EndedTaskProps) {
  const { refusals, change, isUnderWay } = useTaskChanges();
  const [first] = task.results;
  return (
    <>
      <StatusIcon status={task.status} />
      <span className={styles.step}>
        <Outcome task={task} />
      </span>
      <span className={styles.ways}>
        {task.status !== 'succeeded' && (
          <WaysOn
            task={task}
            isTrying={isUnderWay(task.id, 'retry')}
            onTryAgain={() => change([task.id], 'retry')}
            onRetry={onRetry}
          />
        )}
        {first && (
          <Button size="s" onClick={() => showVariant(first.id)}>
            Show result
          </Button>
        )}
      </span>
      <IconButton size="s" label="Dismiss" onClick={dismissTask}>
        <X aria-hidden />
      </IconButton>
      <RefusedChange refusals={refusals} />
    </>
  );
}

function Outcome({ task: { status, problem } }: Pick<EndedTaskProps, 'task'>) {
  if (status === 'succeeded') return 'Done';
  if (problem === null) return status === 'cancelled' ? 'Cancelled' : 'Failed';
  const reason = providerReason(problem);
  return (
    <>
      {problem.detail}
      {reason !== null && (
        <span className={styles.reason} dir="auto">
          {reason}
        </span>
      )}
    </>
  );
}

interface WaysOnProps extends EndedTaskProps {
  isTrying: boolean;
  onTryAgain: () => void;
}

/** What can be done about a task that came to nothing, or of which nobody knows, where it is told; the rest is in its card. */
function WaysOn({ task, isTrying, onTryAgain, onRetry }: WaysOnProps) {
  const retry = retryLabel(task);
  const asItIs = retry && (
    <Button
      size="s"
      icon={<RotateCcw aria-hidden />}
      aria-disabled={isTrying}
      onClick={() => isTrying || onTryAgain()}
    >
      {retry}
    </Button>
  );
  const changed = task.status !== 'uncertain' && (
    <Button size="s" icon={<SlidersHorizontal aria-hidden />} onClick={() => onRetry(task)}>
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
