import { useMutation } from '@tanstack/react-query';
import { Check, RotateCcw } from 'lucide-react';
import { resultImageUrl } from '../../api/results.ts';
import { starMutation } from '../../api/stars.ts';
import { useTaskChanges } from '../../api/useTaskChanges.ts';
import type { Config } from '../../domain/contract/config.ts';
import { hasEnded, type Task } from '../../domain/contract/task.ts';
import { packFileName } from '../../domain/pack/packEntry.ts';
import { imagesPaid } from '../../domain/plan/quote.ts';
import { totalPrice } from '../../domain/price.ts';
import { retryLabel } from '../../domain/retryable.ts';
import type { Size } from '../../domain/side.ts';
import { flagSentences, stateWord } from '../../gallery/taskLabels.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { problemMessage } from '../../ui/problemMessage.ts';
import { randomId } from '../../ui/randomId.ts';
import { tip } from '../../ui/tip.ts';
import { orderRun } from '../run/runChannel.ts';
import { MiniFrame } from './MiniFrame.tsx';
import { PackCard } from './PackCard.tsx';
import { packRun } from './packRun.ts';
import type { SheetPart } from './packZip.ts';
import styles from './SheetCard.module.css';

interface SheetCardProps extends SheetPart {
  preview: string | null;
  config: Config | null;
  sourceName: string;
  /** Of the source. */
  size: Size;
}

/** Pixels that a card's picture is shown at, on the sharpest of screens. */
const SHOWN_WIDTH = 640;

/** One format on the contact sheet: its picture, or how far it is and what can be done about it. */
export function SheetCard({ part, entry, task, preview, config, sourceName, size }: SheetCardProps) {
  const [result] = task?.results ?? [];
  const isOver = task !== null && hasEnded(task.status);
  return (
    <PackCard
      name={entry.format.name}
      pixels={entry.delivered}
      says={part.problem ?? (task === null && part.isCancelled ? 'Cancelled, not sent' : taskLabel(task))}
      isProblem={part.problem !== null || (isOver && task.status !== 'succeeded')}
      flags={task === null ? [] : flagSentences(task)}
      picture={
        result ? (
          <img
            className={styles.result}
            src={resultImageUrl(result.id, { width: SHOWN_WIDTH })}
            alt={packFileName(sourceName, entry)}
            width={entry.delivered.width}
            height={entry.delivered.height}
          />
        ) : (
          <>
            <MiniFrame frame={entry.frame} formatId={null} {...{ size, preview }} />
            {task !== null && !isOver && (
              <progress
                className={styles.progress}
                aria-label={entry.format.name}
                {...(task.progress === null ? {} : { value: task.progress })}
              />
            )}
          </>
        )
      }
      actions={<Actions {...{ part, entry, task, config }} />}
    />
  );
}

function Actions({ part, task, config }: Pick<SheetCardProps, 'part' | 'entry' | 'task' | 'config'>) {
  const { idempotencyKey } = part.press;
  const star = useMutation(starMutation);
  const [result] = task?.results ?? [];
  if (part.problem !== null) {
    return (
      <Button
        size="s"
        className={styles.alone}
        icon={<RotateCcw aria-hidden />}
        onClick={() => orderRun(packRun, { does: 'send refused', idempotencyKey })}
      >
        Try again
      </Button>
    );
  }
  if (task === null || !hasEnded(task.status)) return null;
  const retry = retryLabel(task);
  if (retry !== null) return <Retry taskId={task.id} label={retry} />;
  return (
    <>
      {result && (
        <Button
          size="s"
          variant={result.isStarred ? 'plain' : 'quiet'}
          className={styles.approve}
          aria-pressed={result.isStarred}
          icon={<Check aria-hidden />}
          onClick={() => star.mutate({ ids: [result.id], isStarred: !result.isStarred })}
        >
          {result.isStarred ? 'Approved' : 'Approve'}
        </Button>
      )}
      <Button
        size="s"
        variant="quiet"
        data-end
        className={styles.redo}
        icon={<RotateCcw aria-hidden />}
        {...tip(redoTitle(task, config))}
        onClick={() => orderRun(packRun, { does: 'redo', idempotencyKey, anew: randomId() })}
      >
        Redo
      </Button>
    </>
  );
}

/** Tries a task again, and tells why that was refused. */
function Retry({ taskId, label }: { taskId: string; label: string }) {
  const { refusals, change, isUnderWay } = useTaskChanges();
  const [refusal] = refusals;
  const isTrying = isUnderWay(taskId, 'retry');
  return (
    <div className={`${styles.alone} ${styles.retry}`}>
      <Button
        size="s"
        icon={<RotateCcw aria-hidden />}
        aria-disabled={isTrying}
        onClick={() => isTrying || change([taskId], 'retry')}
      >
        {label}
      </Button>
      {refusal && <Notice tone="problem">{problemMessage(refusal.problem)}</Notice>}
    </div>
  );
}

function taskLabel(task: Task | null): string {
  if (task === null) return 'To be sent';
  return task.problem?.detail ?? task.waiting?.detail ?? stateWord(task);
}

/** What once more costs. */
function redoTitle({ plan, n, provider }: Task, config: Config | null): string {
  const isPaid = config?.providers.some(({ name, isPaid: paid }) => name === provider && paid) ?? false;
  if (!isPaid) return 'Once more; this picture stays in the results';
  const images = imagesPaid(plan?.steps.length ?? 1, n);
  const price = config?.pricePerImage ? totalPrice(config.pricePerImage, images) : null;
  const cost = price ?? `${images} paid ${images === 1 ? 'image' : 'images'}`;
  return `Once more for ${cost}; this picture stays in the results`;
}
