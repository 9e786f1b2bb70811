import { useState } from 'react';
import type { Task } from '../../domain/contract/task.ts';
import { type StepPicture, stepPictures } from './planSteps.ts';

/** Pictures on the way to a result, and which of them is shown in its place; null for the result itself. */
export type ShownSteps = ReturnType<typeof useShownStep>;

export function useShownStep(task: Task) {
  const [chosen, setChosen] = useState<string | null>(null);
  const steps = stepPictures(task);
  return {
    steps,
    // Walking on to another task leads to its result.
    shownStep: steps.find(({ resultId }) => resultId === chosen) ?? null,
    showStep: (step: StepPicture | null) => setChosen(step?.resultId ?? null),
  };
}
