import { type ProblemError, problemTitle } from '../domain/problem.ts';
import { Notice } from '../ui/Notice.tsx';
import styles from './SourceNotice.module.css';
import { dismissSourceProblem } from './sourceStore.ts';

interface SourceNoticeProps {
  /** Why an image could not be opened, or why the relay did not take it; until dismissed. */
  openProblem: ProblemError | null;
  /** Why the upload waits; until that has passed. */
  uploadProblem: ProblemError | null;
}

/** What stands in the way of the source, over the stage. */
export function SourceNotice({ openProblem, uploadProblem }: SourceNoticeProps) {
  const problem = openProblem ?? uploadProblem;
  if (!problem) return null;
  return (
    <div className={styles.place} data-area="notice">
      <Notice
        tone="problem"
        title={problemTitle(problem.code)}
        {...(openProblem && { onDismiss: dismissSourceProblem })}
      >
        {problem.detail}
        {!openProblem && ' It is tried again by itself.'}
      </Notice>
    </div>
  );
}
