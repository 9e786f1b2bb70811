import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { loadPart } from '../api/loadPart.ts';
import type { Task } from '../domain/contract.ts';
import { Notice } from '../ui/Notice.tsx';
import { closeResult, useOpenResultId } from './openResult.ts';
import { findResult } from './resultWalk.ts';
import type { TaskActions } from './useTaskActions.ts';

const loadViewer = () => import('./Viewer.tsx');
const Viewer = lazy(() => loadPart(loadViewer).then(({ Viewer }) => ({ default: Viewer })));

interface OpenViewerProps {
  list: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isSuccess: boolean;
    fetchNextPage: () => unknown;
  };
  tasks: readonly Task[];
  actions: TaskActions;
  /** Stands in the viewer while it is open, because what lies behind cannot be reached. */
  toast: ReactNode;
}

/** The viewer, while the address names a result. Older pages are loaded until it is found. */
export function OpenViewer({ list, tasks, actions, toast }: OpenViewerProps) {
  const resultId = useOpenResultId();
  const shown = resultId === null ? null : findResult(tasks, resultId);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const needsOlder = resultId !== null && hasNextPage && shown?.next == null;

  useEffect(() => {
    if (needsOlder && !isFetchingNextPage) void fetchNextPage();
  }, [needsOlder, isFetchingNextPage, fetchNextPage]);

  useEffect(() => {
    // Fetched while there is nothing else to do, so that the first click does not wait and works without the relay.
    const timer = setTimeout(() => void loadViewer().catch(() => undefined), 1500);
    return () => clearTimeout(timer);
  }, []);

  const isGone = resultId !== null && list.isSuccess && !shown && !hasNextPage;
  if (isGone) {
    return (
      <Notice tone="note" title="Result gone" onDismiss={closeResult}>
        The result in the address was deleted.
      </Notice>
    );
  }
  return (
    <Suspense fallback={null}>
      {shown && <Viewer shown={shown} tasks={tasks} actions={actions} toast={toast} />}
    </Suspense>
  );
}
