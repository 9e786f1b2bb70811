import { useMutation } from '@tanstack/react-query';
import { starMutation } from '../api/stars.ts';
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
