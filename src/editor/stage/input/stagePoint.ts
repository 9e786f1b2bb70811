import type { Point } from '../../../domain/side.ts';

/**
 * Tells where on an element an event was. The element is asked for its place between gestures alone: in a move, that
 * would make the browser lay out the page.
 */
export function createStagePoint(element: HTMLElement, isGesture: () => boolean) {
  let box: DOMRect | null = null;
  return ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    if (!box || !isGesture()) box = element.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  };
}
