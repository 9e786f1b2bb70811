import {
  Check,
  ChevronLeft,
  ChevronRight,
  Columns2,
  Download,
  FileOutput,
  PencilLine,
  SquareDashedMousePointer,
} from 'lucide-react';
import { downloadResults } from '../../../api/downloadResults.ts';
import type { Config } from '../../../domain/contract/config.ts';
import type { Result } from '../../../domain/contract/result.ts';
import type { Task } from '../../../domain/contract/task.ts';
import { problemDetail } from '../../../domain/problem.ts';
import { variantCount } from '../../../domain/variantCount.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { tip } from '../../../ui/tip.ts';
import styles from './ResultBar.module.css';
import type { StageResultActions } from './stageResultActions.ts';
import { leaveResult, showVariant } from './stageResultStore.ts';

interface ResultBarProps extends StageResultActions {
  task: Task;
  result: Result;
  config: Config | null;
  isComparing: boolean;
  onCompare: () => void;
}

/** What can be done with the result on the stage, each with its key, and what to look at in it before. */
export function ResultBar({ task, result, ...others }: ResultBarProps) {
  return (
    <div className={styles.place}>
      <ActionBar task={task} result={result} {...others} />
      <div className={styles.flags} role="status">
        {result.flags.map((flag) => (
          <p key={flag} className={styles.flag}>
            {problemDetail(flag)}
          </p>
        ))}
      </div>
    </div>
  );
}

function ActionBar({ task, result, config, isComparing, onCompare, ...actions }: ResultBarProps) {
  const { onKeep, onRetry, onDeliver } = actions;
  const provider = config?.providers.find(({ name }) => name === task.provider);
  return (
    <div className={styles.bar} role="toolbar" aria-label="Result" data-own-pointer>
      {task.results.length > 1 && <Variants task={task} result={result} />}
      <Button
        variant="quiet"
        className={styles.action}
        icon={<Columns2 aria-hidden />}
        aria-pressed={isComparing}
        aria-keyshortcuts="b"
        {...tip('Before and after', 'B')}
        onClick={onCompare}
      >
        Compare
      </Button>
      {provider?.usesPrompt !== false && (
        <Button
          variant="quiet"
          className={styles.action}
          icon={<PencilLine aria-hidden />}
          {...tip('Retry with another prompt', 'P')}
          aria-keyshortcuts="p"
          onClick={() => onRetry(task)}
        >
          Retry
        </Button>
      )}
      <Button
        variant="quiet"
        className={styles.action}
        icon={<Download aria-hidden />}
        {...tip('Download as PNG', 'D')}
        aria-keyshortcuts="d"
        onClick={() => downloadResults(task, [result])}
      >
        Download
      </Button>
      <Button
        variant="quiet"
        className={styles.action}
        icon={<FileOutput aria-hidden />}
        {...tip('Size, type and name of the file', 'E')}
        aria-keyshortcuts="e"
        aria-haspopup="dialog"
        onClick={() => onDeliver(task, result)}
      >
        Deliver
      </Button>
      <Button
        variant="quiet"
        className={styles.action}
        icon={<SquareDashedMousePointer aria-hidden />}
        {...tip('Back to the frame', 'Esc')}
        aria-keyshortcuts="Escape"
        onClick={leaveResult}
      >
        Edit frame
      </Button>
      <Button
        variant="primary"
        className={styles.keep}
        icon={<Check aria-hidden />}
        {...tip('Go on from this image', 'Enter')}
        aria-keyshortcuts="Enter"
        onClick={() => onKeep(task, result)}
      >
        Keep
      </Button>
    </div>
  );
}

function Variants({ task, result }: { task: Task; result: Result }) {
  const at = task.results.indexOf(result);
  const count = task.results.length;
  const last = variantCount(task);
  const showBeside = (step: number) => {
    const beside = task.results[(at + step + count) % count];
    if (beside) showVariant(beside.id);
  };
  return (
    <span className={styles.variants}>
      <IconButton label="Previous variant" keys="←" onClick={() => showBeside(-1)}>
        <ChevronLeft aria-hidden />
      </IconButton>
      <span className="tabular" aria-live="polite">
        {result.index + 1} / {last}
      </span>
      <IconButton label="Next variant" keys={`→, 1–${last}`} onClick={() => showBeside(1)}>
        <ChevronRight aria-hidden />
      </IconButton>
    </span>
  );
}
