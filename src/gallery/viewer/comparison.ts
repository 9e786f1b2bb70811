import type { Result, Task } from '../../domain/contract.ts';
import { hasAspect } from '../../domain/frame.ts';

/** What can lie on the «before» side of the divider: the source, the provider's own picture, or another variant by id. */
export type Comparison =
  | { readonly kind: 'source' }
  | { readonly kind: 'raw' }
  | { readonly kind: 'variant'; readonly result: Result };

export interface ComparisonChoice {
  /** Unlike for each choice of one task. */
  readonly key: string;
  readonly label: string;
  readonly comparison: Comparison;
}

/** Everything a result can be compared with, in the order in which it is offered. */
export function comparisonChoices(task: Task, open: Result): ComparisonChoice[] {
  const variants = task.results.filter(({ id }) => id !== open.id);
  return [
    { key: 'source', label: 'Source', comparison: { kind: 'source' } },
    ...(task.provider === 'built-in'
      ? []
      : [{ key: 'raw', label: 'As sent', comparison: { kind: 'raw' } } as const]),
    ...variants.map((result) => ({
      key: result.id,
      label: String(result.index + 1),
      comparison: { kind: 'variant', result } as const,
    })),
  ];
}

/** The choice that was made, where this result offers it; else the source, which every result has. */
export function presentChoice(choices: readonly ComparisonChoice[], key: string): ComparisonChoice {
  const [first] = choices;
  const found = choices.find((choice) => choice.key === key) ?? first;
  if (found === undefined) throw new Error('A result can always be compared with its source.');
  return found;
}

/** Whether what the provider sent has the result's shape; else it is shown whole and unstretched. */
export function rawFillsFrame({ sent, width, height }: Result): boolean {
  return (
    sent === null ||
    hasAspect(sent, [width, height]) ||
    Math.abs(sent.width / sent.height / (width / height) - 1) < 0.04
  );
}

/**
 * How much of the frame's left is covered by the «before» side.
 *
 * @param share of the stage's width at which the divider stands, 0 to 1
 * @returns screen pixels from the frame's left edge, 0 to its width
 */
export function coveredWidth(share: number, stageWidth: number, frame: { x: number; width: number }): number {
  return Math.min(frame.width, Math.max(0, share * stageWidth - frame.x));
}
