import { useState } from 'react';
import { type StepPicture, stepPictures } from '../../domain/plan/stepPictures.ts';
import type { ShownResult } from './resultWalk.ts';

/** Pictures on the way to a result, and which of them is shown in its place; null for the result itself. */
export type ShownSteps = ReturnType<typeof useShownStep>;

export function useShownStep({ task, result }: Pick<ShownResult, 'task' | 'result'>) {
  const [chosen, setChosen] = useState<{ of: string; step: string } | null>(null);
  // Walking on to another result leads to that one, and coming back to the result again.
  if (chosen !== null && chosen.of !== result.id) setChosen(null);
  const steps = stepPictures(task);
  return {
    steps,
    shownStep: steps.find(({ resultId }) => chosen?.of === result.id && resultId === chosen.step) ?? null,
    showStep: (step: StepPicture | null) => setChosen(step && { of: result.id, step: step.resultId }),
  };
}
