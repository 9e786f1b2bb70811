import type { InfiniteData } from '@tanstack/react-query';
import type { Task } from '../domain/contract/task.ts';

/** What places a task, or its outline, in a list. */
type Listed = Pick<Task, 'id' | 'revision' | 'createdAt'>;

/** The loaded pages of a list, newest first. */
export type PagedList<T extends Listed> = InfiniteData<{ tasks: T[]; nextCursor: string | null }, unknown>;
export type TaskList = PagedList<Task>;

/** What became of a task: its newer copy, or null once deleted. By task id. */
export type TaskChanges = ReadonlyMap<string, Task | null>;

export function tasksOf(list: TaskList | undefined): Task[] {
  return list?.pages.flatMap((page) => page.tasks) ?? [];
}

/** The list with every change brought in. Bringing in the same changes twice is the same as once. */
export function withChanges(list: TaskList, changes: TaskChanges): TaskList {
  let changed = list;
  for (const [id, task] of changes) changed = task ? withTask(changed, task) : withoutTask(changed, id);
  return changed;
}

/**
 * The list with one task in it: of two copies the one with the larger revision stays. A task that is not loaded yet
 * goes where its age puts it, a new one to the front; one older than all loaded pages waits for its own page.
 */
export function withTask<T extends Listed>(list: PagedList<T>, task: T): PagedList<T> {
  const known = find(list, task.id);
  if (known) {
    if (known.revision >= task.revision) return list;
    return mapPages(list, (tasks) => {
      const at = tasks.indexOf(known);
      return at < 0 ? tasks : tasks.with(at, task);
    });
  }
  const pageIndex = list.pages.findIndex(({ tasks }) => tasks.some((other) => isNewer(task, other)));
  if (pageIndex >= 0) {
    return mapPages(list, (tasks, index) => (index === pageIndex ? withInserted(tasks, task) : tasks));
  }
  const lastIndex = list.pages.length - 1;
  if (list.pages[lastIndex]?.nextCursor) return list;
  return mapPages(list, (tasks, index) => (index === lastIndex ? [...tasks, task] : tasks));
}

function find<T extends Listed>(list: PagedList<T>, id: string): T | undefined {
  for (const { tasks } of list.pages) {
    const found = tasks.find((task) => task.id === id);
    if (found) return found;
  }
  return undefined;
}

export function withoutTask<T extends Listed>(list: PagedList<T>, taskId: string): PagedList<T> {
  return mapPages(list, (tasks) =>
    tasks.some(({ id }) => id === taskId) ? tasks.filter(({ id }) => id !== taskId) : tasks,
  );
}

function withInserted<T extends Listed>(tasks: T[], task: T): T[] {
  const at = tasks.findIndex((other) => isNewer(task, other));
  return tasks.toSpliced(at, 0, task);
}

/** The order of the relay's pages: by time of creation, ids deciding between equals. */
function isNewer(a: Listed, b: Listed): boolean {
  return a.createdAt === b.createdAt ? a.id > b.id : a.createdAt > b.createdAt;
}

/** Keeps the identity of pages that stay as they are, so that nothing is drawn again for nothing. */
export function mapPages<T extends Listed>(
  list: PagedList<T>,
  map: (tasks: T[], pageIndex: number) => T[],
): PagedList<T> {
  let changed = false;
  const pages = list.pages.map((page, index) => {
    const tasks = map(page.tasks, index);
    if (tasks === page.tasks) return page;
    changed = true;
    return { ...page, tasks };
  });
  return changed ? { ...list, pages } : list;
}
