import { Pause, Play, Plus, RotateCcw, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { countsOf, progressLabel } from '../../domain/run/run.ts';
import { lookAt } from '../../gallery/galleryAddress.ts';
import { NO_FILTER } from '../../gallery/listFilter.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { problemMessage } from '../../ui/problemMessage.ts';
import dialog from '../pack/PackDialog.module.css';
import { PackHead } from '../pack/PackHead.tsx';
import { orderRun } from '../run/runChannel.ts';
import { putAwayRun, type StoredRun } from '../run/runStore.ts';
import { outcomeLabel } from './outcome.ts';
import { showRun } from './runOpen.ts';
import styles from './TrayRunView.module.css';
import { trayRun } from './trayRun.ts';
import { useBatchTasks } from './useBatchTasks.ts';

/** How far images are that were submitted together, and all that can be done about it, in one place. */
export function TrayRunView({ run }: { run: StoredRun }) {
  const { all, sent, toBeSent, refused, beingCancelled } = countsOf(run);
  const tasks = useBatchTasks(run);
  const body = useRef<HTMLDivElement>(null);
  // What was pressed is gone: the keys are still the dialog's.
  useEffect(() => body.current?.focus({ preventScroll: true }), []);
  const isSending = toBeSent > 0;
  return (
    <div className={dialog.parts}>
      <PackHead title={run.batch.name} />
      <div ref={body} tabIndex={-1} className={`${dialog.body} ${styles.body}`} data-tells-of={run.batch.id}>
        <Line label="Submitted" value={sent} max={all} says={progressLabel(run)} />
        <Line label="Done" value={tasks.done.length} max={all} says={outcomeLabel(all, tasks)} />
        {run.pausedBy !== null && (
          <Notice tone="problem" title={`${toBeSent} of ${all} are not submitted yet`}>
            {run.pausedBy} What is not submitted stays here: press Go on later.
          </Notice>
        )}
        {tasks.refusal !== null && (
          <Notice tone="problem" title="Not all of it could be done">
            {problemMessage(tasks.refusal)}
          </Notice>
        )}
        <RefusedList run={run} />
      </div>
      <footer className={dialog.footer}>
        {isSending && !run.isPaused && (
          <Button icon={<Pause aria-hidden />} onClick={() => orderRun(trayRun, { does: 'pause' })}>
            Pause
          </Button>
        )}
        {isSending && run.isPaused && (
          <Button
            variant="primary"
            icon={<Play aria-hidden />}
            onClick={() => orderRun(trayRun, { does: 'go on' })}
          >
            Go on
          </Button>
        )}
        {isSending && (
          <Button
            variant="quiet"
            icon={<X aria-hidden />}
            onClick={() => orderRun(trayRun, { does: 'cancel' })}
          >
            {`Cancel ${toBeSent} not sent yet`}
          </Button>
        )}
        {tasks.openCount !== null && tasks.openCount > 0 && (
          <Button variant="quiet" icon={<X aria-hidden />} onClick={() => tasks.change(tasks.open, 'cancel')}>
            {`Cancel ${tasks.openCount} under way`}
          </Button>
        )}
        {refused + tasks.retryable.length > 0 && (
          <Button
            icon={<RotateCcw aria-hidden />}
            onClick={() => {
              orderRun(trayRun, { does: 'send refused' });
              tasks.change(tasks.retryable, 'retry');
            }}
          >
            {`Retry ${refused + tasks.retryable.length}`}
          </Button>
        )}
        <Button variant="quiet" data-end onClick={() => showBatch(run)}>
          In the gallery
        </Button>
        {!isSending && beingCancelled === 0 && (
          <Button icon={<Plus aria-hidden />} onClick={() => putAwayRun(trayRun)}>
            Submit others
          </Button>
        )}
      </footer>
    </div>
  );
}

interface LineProps {
  label: string;
  value: number;
  max: number;
  says: string;
}

function Line({ label, value, max, says }: LineProps) {
  return (
    <div className={styles.line}>
      <p className="tabular" role="status">
        {says}
      </p>
      <progress className={styles.progress} aria-label={label} value={value} max={max} />
    </div>
  );
}

/** Which images were refused, and why. */
function RefusedList({ run }: { run: StoredRun }) {
  const refused = run.parts.filter(({ problem }) => problem !== null);
  if (refused.length === 0) return null;
  return (
    <section aria-label="Refused">
      <h3 className={styles.title}>Refused</h3>
      <ul className={styles.list}>
        {refused.map(({ press, problem }) => (
          <li key={press.idempotencyKey}>
            <strong>
              <bdi>{press.asked.sourceName}</bdi>
            </strong>{' '}
            {problem}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Everything of this batch. */
function showBatch({ batch }: StoredRun): void {
  showRun(false);
  lookAt({ ...NO_FILTER, screen: 'grid', batch: batch.id });
}
