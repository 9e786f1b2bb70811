import { lazy, Suspense } from 'react';
import { lazyWithReload } from '../api/lazyWithReload.ts';
import { type ProblemError, problemTitle } from '../domain/problem.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { problemMessage } from '../ui/problemMessage.ts';
import { cancelOpening } from './openSource.ts';
import styles from './SourceNotice.module.css';
import { type Arrival, dismissSourceProblem, useSourceStore } from './sourceStore.ts';

const RefusedOffer = lazy(() =>
  lazyWithReload(() => import('./RefusedOffer.tsx')).then(({ RefusedOffer }) => ({ default: RefusedOffer })),
);

interface SourceNoticeProps {
  /** Why an image could not be opened, or why the relay did not take it; until dismissed. */
  openProblem: ProblemError | null;
  /** Why the upload waits; until that has passed. */
  uploadProblem: ProblemError | null;
  /** The host that the next source is being fetched from, while another one is open. */
  openingFrom: string | null;
  /** A changed copy of the refused image, and what was done in a sentence. */
  onCopy: (copy: Arrival, done: string) => void;
}

/** What stands in the way of the source, over the stage. */
export function SourceNotice(props: SourceNoticeProps) {
  const { openProblem, uploadProblem, openingFrom, onCopy } = props;
  const { refused, changed } = useSourceStore();
  if (openingFrom !== null) {
    return (
      <div className={styles.place} data-area="notice">
        <Notice
          tone="note"
          actions={
            <Button size="s" onClick={cancelOpening}>
              Cancel
            </Button>
          }
        >
          Fetching the image from {openingFrom}…
        </Notice>
      </div>
    );
  }
  const problem = openProblem ?? uploadProblem;
  if (!problem && changed !== null) {
    return (
      <div className={styles.place} data-area="notice">
        <Notice tone="note" onDismiss={dismissSourceProblem}>
          {changed}
        </Notice>
      </div>
    );
  }
  if (!problem) return null;
  const isOffered = openProblem !== null && refused !== null;
  return (
    <div className={styles.place} data-area="notice">
      <Notice
        tone="problem"
        title={problemTitle(problem.code)}
        {...(isOffered && {
          actions: (
            <Suspense fallback={null}>
              <RefusedOffer image={refused} code={openProblem.code} onMade={onCopy} />
            </Suspense>
          ),
        })}
        {...(openProblem && { onDismiss: dismissSourceProblem })}
      >
        {problemMessage(problem)}
        {!openProblem && problem.code !== 'file-changed' && ' It is tried again by itself.'}
      </Notice>
    </div>
  );
}
