import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { configQuery } from '../api/config.ts';
import { lazyWithReload } from '../api/lazyWithReload.ts';
import { tasksOf } from '../api/taskList.ts';
import { tasksQuery } from '../api/tasks.ts';
import type { Result, Task } from '../domain/contract.ts';
import { Button } from '../ui/Button.tsx';
import { TaskCard } from './card/TaskCard.tsx';
import { withoutDeleted } from './deletion/deletionKey.ts';
import { UndoToast } from './deletion/UndoToast.tsx';
import type { useDeletions } from './deletion/useDeletions.ts';
import { cardId } from './elementIds.ts';
import styles from './Gallery.module.css';
import { GalleryEmpty } from './GalleryEmpty.tsx';
import { GalleryHead } from './GalleryHead.tsx';
import { GalleryNotices } from './GalleryNotices.tsx';
import { GallerySkeleton } from './GallerySkeleton.tsx';
import { useGalleryView } from './galleryAddress.ts';
import { DoneToast } from './news/DoneToast.tsx';
import { useDoneNews } from './news/useDoneNews.ts';
import { useOpenResultId } from './openResult.ts';
import { retentionLabel } from './retentionLabel.ts';
import { useAnnouncement } from './useAnnouncement.ts';
import { useGalleryKeys } from './useGalleryKeys.ts';
import { usePreloading } from './usePreloading.ts';
import { useRovingCards } from './useRovingCards.ts';
import { useTaskActions } from './useTaskActions.ts';
import { OpenViewer } from './viewer/OpenViewer.tsx';

/** Comes later: the column is enough to begin with. */
const GalleryGrid = lazy(() =>
  lazyWithReload(() => import('./grid/GalleryGrid.tsx')).then(({ GalleryGrid }) => ({
    default: GalleryGrid,
  })),
);

const LedgerScreen = lazy(() =>
  lazyWithReload(() => import('./ledger/LedgerScreen.tsx')).then(({ LedgerScreen }) => ({
    default: LedgerScreen,
  })),
);

interface GalleryProps {
  deletions: ReturnType<typeof useDeletions>;
  /** The task that was submitted last: its card comes into sight. */
  newTaskId: string | null;
  /** Brings source, sides and prompt of a task back into the editor. */
  onReuse: (task: Task) => void;
  /** Opens a result as a new source. */
  onOpenResult: (task: Task, result: Result) => void;
}

/** All tasks and their results, newest first. */
export function Gallery({ deletions, newTaskId, onReuse, onOpenResult }: GalleryProps) {
  const view = useGalleryView();
  useGalleryKeys();
  usePreloading();
  const list = useInfiniteQuery(tasksQuery);
  const config = useQuery(configQuery).data;
  const { hidden, waiting, undo, pause, resume } = deletions;
  const tasks = useMemo(() => withoutDeleted(tasksOf(list.data), hidden), [list.data, hidden]);
  const actions = useTaskActions({ onReuse, onOpenResult, onDelete: deletions.add });
  const cardIds = useMemo(() => tasks.map(({ id }) => cardId(id)), [tasks]);
  const { currentId, ...roving } = useRovingCards(cardIds);
  const announcement = useAnnouncement(tasks);
  const isViewing = useOpenResultId() !== null;
  // The stage tells of what was submitted last, the column of what is in sight of it.
  const done = useDoneNews(tasks, ({ id }) => {
    if (view.screen !== null || isViewing) return false;
    return id === newTaskId || isInSight(document.getElementById(cardId(id)));
  });

  useEffect(() => {
    if (newTaskId !== null) document.getElementById(cardId(newTaskId))?.scrollIntoView({ block: 'nearest' });
  }, [newTaskId]);

  const spoken = createPortal(
    <div className="visually-hidden" role="status">
      <p key={announcement.serial}>{announcement.text}</p>
    </div>,
    document.body,
  );
  const toast = (waiting.length > 0 || done.news) && (
    <div className={styles.toasts}>
      {done.news && (
        <DoneToast news={done.news} onDismiss={done.dismiss} onHold={done.hold} onRelease={done.release} />
      )}
      {waiting.length > 0 && <UndoToast taskIds={waiting} onUndo={undo} onHold={pause} onRelease={resume} />}
    </div>
  );

  if (view.screen !== null) {
    return (
      <section className={styles.wide} aria-label="Gallery">
        <GalleryNotices list={list} config={config} actions={actions} deletions={deletions} />
        <Suspense fallback={<GallerySkeleton />}>
          {view.screen === 'grid' ? (
            <GalleryGrid view={view} config={config} actions={actions} deletions={deletions} toast={toast} />
          ) : (
            <LedgerScreen view={view} config={config} />
          )}
        </Suspense>
        {spoken}
      </section>
    );
  }
  return (
    <section className={styles.gallery} aria-label="Gallery" aria-busy={list.isPending}>
      {tasks.length > 0 && <GalleryHead config={config} />}
      <GalleryNotices list={list} config={config} actions={actions} deletions={deletions} />
      <OpenViewer
        list={list}
        tasks={tasks}
        withoutDeleted={(all) => withoutDeleted(all, hidden)}
        actions={actions}
        toast={toast}
      />
      {list.isPending && !list.failureReason && <GallerySkeleton />}
      {list.isSuccess && tasks.length === 0 && !list.hasNextPage && <GalleryEmpty />}
      <ol className={styles.list} aria-label="Tasks" {...roving}>
        {tasks.map((task) => (
          <TaskCard
            key={task.id}
            task={task}
            config={config}
            actions={actions}
            isTabStop={cardId(task.id) === currentId}
          />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button
          className={styles.more}
          aria-disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {list.isFetchingNextPage ? 'Loading…' : 'Show older'}
        </Button>
      )}
      {tasks.length > 0 && !list.hasNextPage && config?.retentionDays && (
        <p className={styles.kept}>{retentionLabel(config.retentionDays)}</p>
      )}
      {toast && <div className={styles.toast}>{toast}</div>}
      {spoken}
    </section>
  );
}

/** Whether any of it is seen: what is not laid out has no size. */
function isInSight(element: HTMLElement | null): boolean {
  const box = element?.getBoundingClientRect();
  return box !== undefined && box.height > 0 && box.bottom > 0 && box.top < window.innerHeight;
}
