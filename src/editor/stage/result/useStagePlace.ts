import { type RefObject, useEffect, useRef } from 'react';
import { type Rect, rectToScreen } from '../../../domain/viewport.ts';
import type { StageView } from '../stageView.ts';

/** The view of the stage that a part lies on; null until the stage is mounted. */
export type ViewGetter = () => StageView | null;

/** Keeps an element over a rectangle of the source, in source pixels, while the viewport moves, without React. */
export function useStagePlace(view: ViewGetter, rect: Rect): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  const { x, y, width, height } = rect;
  useEffect(() => {
    const stage = view();
    if (!stage) return;
    const place = () => {
      const onScreen = rectToScreen(stage.viewport, { x, y, width, height });
      const { style } = element.current ?? {};
      if (!style) return;
      style.transform = `translate(${onScreen.x}px, ${onScreen.y}px)`;
      style.width = `${onScreen.width}px`;
      style.height = `${onScreen.height}px`;
      style.visibility = 'visible';
    };
    place();
    return stage.onViewport(place);
  }, [view, x, y, width, height]);
  return element;
}
