import { useEffect, useRef, useState } from 'react';
import type { Task, TaskStatus } from '../domain/contract/task.ts';
import { endingSentences } from './taskLabels.ts';

interface Announcement {
  /** Tells two equal sentences apart, so that the second is spoken too. */
  readonly serial: number;
  readonly text: string;
}

/** What a screen reader should say about tasks that ended since the last look, each once. */
export function useAnnouncement(tasks: readonly Task[]): Announcement {
  const seen = useRef<ReadonlyMap<string, TaskStatus>>(new Map());
  const [announcement, setAnnouncement] = useState<Announcement>({ serial: 0, text: '' });

  useEffect(() => {
    const sentences = endingSentences(seen.current, tasks);
    seen.current = new Map(tasks.map(({ id, status }) => [id, status]));
    if (sentences.length === 0) return;
    setAnnouncement(({ serial }) => ({ serial: serial + 1, text: sentences.join(' ') }));
  }, [tasks]);

  return announcement;
}
