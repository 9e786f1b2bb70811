import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sendStarsOnLeaving, starMutation } from '../api/stars.ts';
import { recordOutside } from '../ui/outsideHistory.ts';

interface Starrable {
  readonly id: string;
  readonly isStarred: boolean;
}

/** Stars results, one step of undo however many; when all of them are starred already, takes the stars away. */
export function useStars() {
  const { mutate, error: problem, reset: dismissProblem } = useMutation(starMutation);
  const toggle = (results: readonly Starrable[]) => {
    const isStarred = results.some((result) => !result.isStarred);
    const ids = results.filter((result) => result.isStarred !== isStarred).map(({ id }) => id);
    if (ids.length === 0) return;
    mutate({ ids, isStarred });
    recordOutside({
      undo: () => mutate({ ids, isStarred: !isStarred }),
      redo: () => mutate({ ids, isStarred }),
    });
  };
  return { toggle, problem, dismissProblem };
}

/** Lets no press be lost when the page goes. Once in the app. */
export function useKeptStars(): void {
  const client = useQueryClient();
  useEffect(() => {
    const leave = () => sendStarsOnLeaving(client);
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, [client]);
}
