import { useEffect, useRef } from 'react';
import type { Task, TaskStatus } from '../domain/contract.ts';
import { badgedTitle, justEnded, notifySystem } from './doneNews.ts';
import { openResult } from './openResult.ts';
import { endingSentences } from './taskLabels.ts';

/** While the tab is hidden, its title counts what has ended, and the system tells of it where somebody agreed. */
export function useDoneNews(tasks: readonly Task[]): void {
  const seen = useRef<ReadonlyMap<string, TaskStatus>>(new Map());
  const unseen = useRef(0);
  const title = useRef('');

  useEffect(() => {
    title.current = document.title;
    const look = () => {
      if (document.hidden) return;
      unseen.current = 0;
      document.title = title.current;
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);

  useEffect(() => {
    const before = seen.current;
    const ended = justEnded(before, tasks);
    seen.current = new Map(tasks.map(({ id, status }) => [id, status]));
    if (ended.length === 0 || !document.hidden) return;
    unseen.current += ended.length;
    document.title = badgedTitle(title.current, unseen.current);
    const first = ended.find(({ results }) => results.length > 0)?.results[0];
    notifySystem(endingSentences(before, ended).join(' '), () => {
      if (first) openResult(first.id);
    });
  }, [tasks]);
}
