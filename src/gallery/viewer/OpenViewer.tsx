import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { createPortal } from 'react-dom';
import { lazyWithReload } from '../../api/lazyWithReload.ts';
import { taskQuery } from '../../api/outline.ts';
import { taskOfResultQuery } from '../../api/tasks.ts';
import type { Task } from '../../domain/contract/task.ts';
import { ProblemError, problemStatus } from '../../domain/problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { OpenDelivery } from '../deliver/OpenDelivery.tsx';
import { closeResult, useOpenResultId } from '../openResult.ts';
import { problemSentence } from '../problemSentence.ts';
import type { TaskActions } from '../useTaskActions.ts';
import styles from './OpenViewer.module.css';
import { findResult } from './resultWalk.ts';

const Viewer = lazy(() =>
  lazyWithReload(() => import('./Viewer.tsx')).then(({ Viewer }) => ({ default: Viewer })),
);

interface OpenViewerProps {
  list: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isSuccess: boolean;
    fetchNextPage: () => unknown;
  };
  tasks: readonly Task[];
  /** Leaves out what is about to be deleted. */
  withoutDeleted: (tasks: readonly Task[]) => Task[];
  actions: TaskActions;
  /** Stands in the viewer while it is open, because what lies behind cannot be reached. */
  toast: ReactNode;
}

/** The viewer, while the address names a result: of the list, or one that is older than what is loaded of it. */
export function OpenViewer({ list, tasks, withoutDeleted, actions, toast }: OpenViewerProps) {
  const resultId = useOpenResultId();
  const listed = resultId === null ? null : findResult(tasks, resultId);
  const isElsewhere = resultId !== null && list.isSuccess && listed === null;
  const linked = useQuery({
    ...taskOfResultQuery(resultId ?? ''),
    enabled: isElsewhere,
    // Another result of the same task: the viewer stays, and with it what was chosen in it.
    placeholderData: (task) => (task?.results.some(({ id }) => id === resultId) ? task : undefined),
  });
  // Of this one, changes are heard: a star, another result.
  const linkedId = linked.data?.id ?? '';
  const live = useQuery({ ...taskQuery(linkedId), enabled: linkedId !== '', initialData: () => linked.data });
  const linkedTasks = isElsewhere && live.data ? withoutDeleted([live.data]) : [];
  const shown = listed ?? (isElsewhere ? findResult(linkedTasks, resultId) : null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const needsOlder = hasNextPage && listed !== null && listed.next === null;

  useEffect(() => {
    if (needsOlder && !isFetchingNextPage) void fetchNextPage();
  }, [needsOlder, isFetchingNextPage, fetchNextPage]);

  // Asked for once more, it has neither come nor failed; what was said stays until it does.
  const isTrying = linked.isFetching && linked.errorUpdateCount > 0;
  if (isElsewhere && !shown && (linked.isError || linked.isSuccess || isTrying)) {
    return (
      <>
        {/* Not within the list: on a small screen that may be hidden, and nothing would be said. */}
        {createPortal(
          <div className={styles.notShown}>
            <NotShown error={linked.error} isTrying={isTrying} onTryAgain={() => void linked.refetch()} />
          </div>,
          document.body,
        )}
        <OpenDelivery />
      </>
    );
  }
  return (
    <Suspense fallback={null}>
      {shown ? (
        <Viewer shown={shown} tasks={listed ? tasks : linkedTasks} actions={actions} toast={toast} />
      ) : (
        <OpenDelivery />
      )}
    </Suspense>
  );
}

interface NotShownProps {
  error: Error | null;
  isTrying: boolean;
  onTryAgain: () => void;
}

/** Why the result in the address is not shown: it is gone, or could not be had just now. */
function NotShown({ error, isTrying, onTryAgain }: NotShownProps) {
  const isGone =
    (error === null && !isTrying) || (error instanceof ProblemError && problemStatus(error.code) === 404);
  if (isGone) {
    return (
      <Notice tone="note" title="Result gone" onDismiss={closeResult}>
        The result in the address was deleted.
      </Notice>
    );
  }
  const tryAgain = (
    <Button size="s" aria-disabled={isTrying} onClick={isTrying ? undefined : onTryAgain}>
      {isTrying ? 'Trying…' : 'Try again'}
    </Button>
  );
  return (
    <Notice tone="problem" title="The result could not be loaded" actions={tryAgain} onDismiss={closeResult}>
      {error === null ? 'It is being asked for again.' : problemSentence(error)}
    </Notice>
  );
}
