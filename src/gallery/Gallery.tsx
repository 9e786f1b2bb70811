import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { createPortal } from 'react-dom';
import { configQuery } from '../api/config.ts';
import { useWaitingDownloads } from '../api/download.ts';
import { lazyWithReload } from '../api/lazyWithReload.ts';
import type { Task } from '../domain/contract/task.ts';
import { withoutDeleted } from './deletion/deletionKey.ts';
import { UndoToast } from './deletion/UndoToast.tsx';
import type { useDeletions } from './deletion/useDeletions.ts';
import { cardId } from './elementIds.ts';
import styles from './Gallery.module.css';
import { GalleryHead } from './GalleryHead.tsx';
import { GalleryNotices } from './GalleryNotices.tsx';
import { GallerySkeleton } from './GallerySkeleton.tsx';
import { useGalleryView } from './galleryAddress.ts';
import { DoneToast } from './news/DoneToast.tsx';
import { isToldInDialog } from './news/isToldInDialog.ts';
import { useNotificationRefusal } from './news/notificationRefusal.ts';
import { RefusalToast } from './news/RefusalToast.tsx';
import { useDoneNews } from './news/useDoneNews.ts';
import { WaitingDownloadToast } from './news/WaitingDownloadToast.tsx';
import { useOpenResultId } from './openResult.ts';
import { TaskColumn } from './TaskColumn.tsx';
import { useAnnouncement } from './useAnnouncement.ts';
import { useColumnTasks } from './useColumnTasks.ts';
import { useGalleryKeys } from './useGalleryKeys.ts';
import { usePreloading } from './usePreloading.ts';
import { useKeptStars } from './useStars.ts';
import { type ResultPicture, useTaskActions } from './useTaskActions.ts';
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
  onOpenResult: (task: Task, picture: ResultPicture) => void;
}

/** All tasks and their results, newest first. */
export function Gallery({ deletions, newTaskId, onReuse, onOpenResult }: GalleryProps) {
  const view = useGalleryView();
  useGalleryKeys();
  usePreloading();
  useKeptStars();
  const config = useQuery(configQuery).data;
  const { hidden, waiting, undo, pause, resume } = deletions;
  const { all, tasks, shown } = useColumnTasks(view, hidden);
  const actions = useTaskActions({ onReuse, onOpenResult, onDelete: deletions.add });
  const announcement = useAnnouncement(tasks);
  const isViewing = useOpenResultId() !== null;
  // The stage tells of what was submitted last, the column of what is in sight of it.
  const done = useDoneNews(tasks, (task) => {
    const { id } = task;
    if (isToldInDialog(task)) return true;
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
  const isRefusalShown = useNotificationRefusal((state) => state.refusal === 'shown');
  const downloads = useWaitingDownloads((state) => state.waiting.length);
  const toast = (waiting.length > 0 || done.news || isRefusalShown || downloads > 0) && (
    <div className={styles.toasts} data-tells>
      {isRefusalShown && <RefusalToast />}
      {downloads > 0 && <WaitingDownloadToast count={downloads} />}
      {done.news && (
        <DoneToast news={done.news} onDismiss={done.dismiss} onHold={done.hold} onRelease={done.release} />
      )}
      {waiting.length > 0 && <UndoToast taskIds={waiting} onUndo={undo} onHold={pause} onRelease={resume} />}
    </div>
  );

  if (view.screen !== null) {
    return (
      <section className={styles.wide} aria-label="Gallery">
        <GalleryNotices
          list={all}
          hasTasks={tasks.length > 0}
          config={config}
          actions={actions}
          deletions={deletions}
        />
        <Suspense fallback={<GallerySkeleton isGrid={view.screen === 'grid'} />}>
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
    <section className={styles.gallery} aria-label="Gallery" aria-busy={shown.list.isPending}>
      {tasks.length > 0 && <GalleryHead view={view} config={config} />}
      <GalleryNotices
        list={shown.list}
        hasTasks={shown.tasks.length > 0}
        config={config}
        actions={actions}
        deletions={deletions}
      />
      <OpenViewer
        list={shown.list}
        tasks={shown.tasks}
        withoutDeleted={(some) => withoutDeleted(some, hidden)}
        actions={actions}
        toast={toast}
      />
      <TaskColumn {...shown} isAll={shown.list === all} config={config} actions={actions} />
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
