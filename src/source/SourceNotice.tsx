import { type ProblemError, problemTitle } from '../domain/problem.ts';
import { Notice } from '../ui/Notice.tsx';
import styles from './SourceNotice.module.css';
import { dismissSourceProblem } from './sourceStore.ts';

/** Why an image could not be opened, or why the relay did not take it; over the stage, until dismissed or mended. */
export function SourceNotice({ problem }: { problem: ProblemError | null }) {
  if (!problem) return null;
  return (
    <div className={styles.place} data-area="notice">
      <Notice tone="problem" title={problemTitle(problem.code)} onDismiss={dismissSourceProblem}>
        {problem.detail}
      </Notice>
    </div>
  );
}
