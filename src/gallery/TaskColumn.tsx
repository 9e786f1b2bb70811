import { useMemo } from 'react';
import type { Config } from '../domain/contract/config.ts';
import type { Task } from '../domain/contract/task.ts';
import { Button } from '../ui/Button.tsx';
import { TaskCard } from './card/TaskCard.tsx';
import { cardId } from './elementIds.ts';
import styles from './Gallery.module.css';
import { GalleryEmpty } from './GalleryEmpty.tsx';
import { GallerySkeleton } from './GallerySkeleton.tsx';
import { retentionLabel } from './retentionLabel.ts';
import { useRovingCards } from './useRovingCards.ts';
import type { TaskActions } from './useTaskActions.ts';

interface TaskColumnProps {
  list: {
    isPending: boolean;
    isSuccess: boolean;
    failureReason: Error | null;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  };
  tasks: readonly Task[];
  /** Nothing is left out of it. */
  isAll: boolean;
  config: Config | undefined;
  actions: TaskActions;
}

/** The cards one below the other, as far as they are loaded. */
export function TaskColumn({ list, tasks, isAll, config, actions }: TaskColumnProps) {
  const cardIds = useMemo(() => tasks.map(({ id }) => cardId(id)), [tasks]);
  const { currentId, ...roving } = useRovingCards(cardIds);
  const isEmpty = list.isSuccess && tasks.length === 0 && !list.hasNextPage;
  return (
    <>
      {list.isPending && !list.failureReason && <GallerySkeleton />}
      {isEmpty && (isAll ? <GalleryEmpty /> : <p className={styles.kept}>No task passes this filter.</p>)}
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
    </>
  );
}
