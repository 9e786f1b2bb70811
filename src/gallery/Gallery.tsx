import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { createPortal } from 'react-dom';
import { configQuery } from '../api/config.ts';
import { tasksOf } from '../api/taskList.ts';
import { tasksQuery } from '../api/tasks.ts';
import type { Result, Task } from '../domain/contract.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Gallery.module.css';
import { GalleryEmpty, GallerySkeleton } from './GalleryEmpty.tsx';
import { GalleryNotices } from './GalleryNotices.tsx';
import { keptWords } from './keptWords.ts';
import { OpenViewer } from './OpenViewer.tsx';
import { TaskCard } from './TaskCard.tsx';
import { UndoToast } from './UndoToast.tsx';
import { useAnnouncement } from './useAnnouncement.ts';
import { useDeletions } from './useDeletions.ts';
import { useTaskActions } from './useTaskActions.ts';

interface GalleryProps {
  /** Brings source, sides and prompt of a task back into the editor. */
  onReuse: (task: Task) => void;
  /** Opens a result as a new source. */
  onOpenResult: (task: Task, result: Result) => void;
}

/** All tasks and their results, newest first. */
export function Gallery({ onReuse, onOpenResult }: GalleryProps) {
  const list = useInfiniteQuery(tasksQuery);
  const config = useQuery(configQuery).data;
  const deletions = useDeletions();
  const { hidden, waiting, undo, pause, resume } = deletions;
  const tasks = useMemo(() => tasksOf(list.data).filter(({ id }) => !hidden.has(id)), [list.data, hidden]);
  const actions = useTaskActions({ onReuse, onOpenResult, onDelete: deletions.add });
  const announcement = useAnnouncement(tasks);

  const toast = waiting.length > 0 && (
    <UndoToast taskIds={waiting} onUndo={undo} onHold={pause} onRelease={resume} />
  );

  return (
    <section className={styles.gallery} aria-label="Gallery" aria-busy={list.isPending}>
      <GalleryNotices list={list} config={config} actions={actions} deletions={deletions} />
      <OpenViewer list={list} tasks={tasks} actions={actions} toast={toast} />
      {list.isPending && !list.failureReason && <GallerySkeleton />}
      {list.isSuccess && tasks.length === 0 && !list.hasNextPage && <GalleryEmpty />}
      <ol className={styles.list} aria-label="Tasks">
        {tasks.map((task) => (
          <TaskCard key={task.id} task={task} config={config} actions={actions} />
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
        <p className={styles.kept}>{keptWords(config.retentionDays)}</p>
      )}
      {toast && <div className={styles.toast}>{toast}</div>}
      {createPortal(
        <div className="spoken" role="status">
          <p key={announcement.serial}>{announcement.text}</p>
        </div>,
        document.body,
      )}
    </section>
  );
}
