import { useQueries } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { taskQuery } from '../../api/outline.ts';
import type { Task } from '../../domain/contract/task.ts';
import { withoutDeleted } from '../deletion/deletionKey.ts';
import { useOpenResultId } from '../openResult.ts';
import type { TaskActions } from '../useTaskActions.ts';
import { OpenViewer } from '../viewer/OpenViewer.tsx';
import type { Tile } from './tiles.ts';

const NO_MORE = { hasNextPage: false, isFetchingNextPage: false, fetchNextPage: () => undefined };

interface GridViewerProps {
  tiles: readonly Tile[];
  /** What is about to be deleted, by the keys of the deletion queue. */
  hidden: ReadonlySet<string>;
  actions: TaskActions;
  toast: ReactNode;
}

/** The viewer over the grid: it walks through what the grid shows, in its order, and knows the next tasks beforehand. */
export function GridViewer({ tiles, hidden, actions, toast }: GridViewerProps) {
  const resultId = useOpenResultId();
  const ids = useMemo(() => (resultId === null ? [] : tasksAround(tiles, resultId)), [tiles, resultId]);
  const loaded = useQueries({ queries: ids.map((id) => taskQuery(id)) });
  const left = (tasks: readonly Task[]) => withoutDeleted(tasks, hidden);
  return (
    <OpenViewer
      list={{ ...NO_MORE, isSuccess: true }}
      tasks={left(loaded.flatMap(({ data }) => data ?? []))}
      withoutDeleted={left}
      actions={actions}
      toast={toast}
    />
  );
}

/** The task of a result, with the one before and the one after it that have results. */
function tasksAround(tiles: readonly Tile[], resultId: string): string[] {
  const at = tiles.findIndex(({ result }) => result?.id === resultId);
  const own = tiles[at]?.task.id;
  if (own === undefined) return [];
  const isOther = ({ task, result }: Tile) => result !== null && task.id !== own;
  const before = tiles.slice(0, at).findLast(isOther);
  const after = tiles.slice(at).find(isOther);
  return [before?.task.id, own, after?.task.id].filter((id) => id !== undefined);
}
