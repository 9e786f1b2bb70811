import { useCallback, useEffect, useRef, useState } from 'react';
import type { Task, TaskStatus } from '../../domain/contract/task.ts';
import { showResult } from '../openResult.ts';
import { endingSentences } from '../taskLabels.ts';
import { badgedTitle, justEnded, notifySystem } from './doneNews.ts';

/** What has ended out of sight, for a while. */
export interface DoneNews {
  readonly sentence: string;
  /** Of the newest result there is in it; null when all of them failed. */
  readonly resultId: string | null;
}

const SHOWN_MS = 8000;

/**
 * Tells that tasks have ended: while the tab is hidden by its title and, where somebody agreed, by the system; in the
 * page where their cards are out of sight.
 *
 * @param isInSight whether somebody sees that this task has ended
 */
export function useDoneNews(tasks: readonly Task[], isInSight: (task: Task) => boolean) {
  const seen = useRef<ReadonlyMap<string, TaskStatus>>(new Map());
  const unseen = useRef(0);
  const title = useRef('');
  const [news, setNews] = useState<DoneNews | null>(null);
  /** Somebody is at it: it waits for them. */
  const [isHeld, setHeld] = useState(false);
  const [isHidden, setHidden] = useState(document.hidden);
  const latestSight = useRef(isInSight);
  useEffect(() => {
    latestSight.current = isInSight;
  });

  useEffect(() => {
    title.current = document.title;
    const look = () => {
      setHidden(document.hidden);
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
    const told = document.hidden ? ended : ended.filter((task) => !latestSight.current(task));
    if (told.length === 0) return;
    const sentence = endingSentences(before, told).join(' ');
    const resultId = told.find(({ results }) => results.length > 0)?.results[0]?.id ?? null;
    setNews({ sentence, resultId });
    if (!document.hidden) return;
    unseen.current += ended.length;
    document.title = badgedTitle(title.current, unseen.current);
    notifySystem(sentence, () => {
      if (resultId !== null) showResult(resultId);
    });
  }, [tasks]);

  useEffect(() => {
    // Whoever comes back to the tab finds it still there.
    if (news === null || isHeld || isHidden) return;
    const timer = setTimeout(() => setNews(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [news, isHeld, isHidden]);

  const dismiss = useCallback(() => {
    setNews(null);
    setHeld(false);
  }, []);
  return { news, dismiss, hold: () => setHeld(true), release: () => setHeld(false) };
}
