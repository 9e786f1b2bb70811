import type { Result } from '../../domain/contract/result.ts';
import type { Task } from '../../domain/contract/task.ts';
import { frameOfTask } from '../../domain/crop.ts';
import { hasAspect } from '../../domain/frame.ts';
import { fitViewport, type Rect, rectToScreen } from '../../domain/viewport.ts';

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
      : [{ key: 'raw', label: 'As received', comparison: { kind: 'raw' } } as const]),
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

/** Where the source lies on the screen, whose frame lies there; what the frame cuts off lies beside it. */
export function sourceRect(task: Task, rect: Rect): Rect {
  const frame = frameOfTask(task);
  const [across, down] = [rect.width / frame.width, rect.height / frame.height];
  return {
    x: rect.x + frame.placement.x * across,
    y: rect.y + frame.placement.y * down,
    width: task.source.width * across,
    height: task.source.height * down,
  };
}

/** Where what was sent lies over its frame: over all of it, or whole in its middle where its shape is another. */
export function rawRect(result: Result, rect: Rect): Rect {
  if (result.sent === null || rawFillsFrame(result)) return rect;
  const sent = { x: 0, y: 0, width: result.sent.width, height: result.sent.height };
  const none = { top: 0, right: 0, bottom: 0, left: 0 };
  const { x, y, ...size } = rectToScreen(fitViewport(rect, sent, none, Number.POSITIVE_INFINITY), sent);
  return { x: rect.x + x, y: rect.y + y, ...size };
}

/** A place on the screen as one in another, for an element that lies in that one's. */
export function placeIn(outer: Rect, inner: Rect) {
  return {
    left: inner.x - outer.x,
    top: inner.y - outer.y,
    width: inner.width,
    height: inner.height,
  };
}
