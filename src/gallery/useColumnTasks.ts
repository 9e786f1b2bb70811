import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { filteredTasksQuery, followFilteredTasks } from '../api/filteredTasks.ts';
import { tasksOf } from '../api/taskList.ts';
import { tasksQuery } from '../api/tasks.ts';
import { withoutDeleted } from './deletion/deletionKey.ts';
import type { GalleryView } from './galleryAddress.ts';
import { isFiltered, listFilter } from './listFilter.ts';

/** What the column holds: everything, or what passes the filter that the address says, as the grid does. */
export function useColumnTasks(view: GalleryView, hidden: ReadonlySet<string>) {
  const all = useInfiniteQuery(tasksQuery);
  const filter = useMemo(() => listFilter(view), [view]);
  const passesSome = view.screen === null && isFiltered(view);
  const some = useInfiniteQuery({ ...filteredTasksQuery(filter), enabled: passesSome });
  const client = useQueryClient();
  useEffect(() => (passesSome ? followFilteredTasks(client) : undefined), [client, passesSome]);
  const tasks = useMemo(() => withoutDeleted(tasksOf(all.data), hidden), [all.data, hidden]);
  const passing = useMemo(() => withoutDeleted(tasksOf(some.data), hidden), [some.data, hidden]);
  return {
    /** Whatever the filter. */
    all,
    tasks,
    shown: passesSome ? { list: some, tasks: passing } : { list: all, tasks },
  };
}
