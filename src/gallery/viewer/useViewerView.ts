import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Point, Size } from '../../domain/side.ts';
import type { Viewport } from '../../domain/viewport.ts';
import { usePixelRatio } from '../../ui/pixelRatio.ts';
import { followWheel } from '../../ui/wheelMove.ts';
import { isDoubleTap, type Tap } from './doubleTap.ts';
import { useElementSize } from './useElementSize.ts';
import {
  imageRect,
  isOnImage,
  pannedView,
  pinchedView,
  toggledView,
  type ViewerScene,
  type ViewerView,
  viewportOf,
  zoomedView,
  zoomLabel,
} from './viewerView.ts';

/** A pointer that moved no further than this clicked. */
const CLICK_REACH = 4;

interface Press {
  readonly at: Point;
  readonly view: ViewerView;
  moved: boolean;
}

/** A finger that went so far to the side across a fitted image turns to the next one. */
const SWIPE_PX = 56;

interface Pinch {
  readonly from: Viewport;
  readonly before: readonly [Point, Point];
}

/**
 * How the viewer's image is looked at: fitted, zoomed by click, wheel or two fingers, moved by dragging or by two
 * fingers on a touchpad.
 *
 * @param onSwipe is called with 1 for a finger that went left, to the next image, and −1 for one that went right
 */
export function useViewerView(
  stageRef: RefObject<HTMLElement | null>,
  image: Size,
  onSwipe: (towards: 1 | -1) => void,
) {
  const stage = useElementSize(stageRef);
  const [view, setView] = useState<ViewerView>(null);
  const press = useRef<Press | null>(null);
  const pointers = useRef(new Map<number, Point>());
  const pinching = useRef<Pinch | null>(null);
  const tapped = useRef<Tap | null>(null);
  const scene: ViewerScene = { stage, image, pixelRatio: usePixelRatio() };
  const latest = useRef(scene);
  useEffect(() => {
    latest.current = scene;
  });

  useEffect(() => {
    const element = stageRef.current;
    if (!element) return;
    return followWheel(element, (move, event) => {
      const point = pointOn(element, event);
      setView((before) =>
        move.kind === 'pan'
          ? pannedView(before, latest.current, move.by)
          : zoomedView(before, latest.current, { point, factor: move.factor }),
      );
    });
  }, [stageRef]);

  const centre = { x: stage.width / 2, y: stage.height / 2 };
  return {
    scene,
    rect: imageRect(view, scene),
    zoom: zoomLabel(view, scene),
    isZoomed: view !== null,
    fit: () => setView(null),
    toggleZoom: () => setView(toggledView(view, scene, centre)),
    zoomBy: (factor: number) => setView(zoomedView(view, scene, { point: centre, factor })),
    pointerHandlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = pointOn(stageRef.current, event);
        pointers.current.set(event.pointerId, at);
        const fingers = twoOf(pointers.current);
        press.current = fingers ? null : { at, view, moved: false };
        pinching.current = fingers && { from: viewportOf(view, scene), before: fingers };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (!pointers.current.has(event.pointerId)) return;
        const point = pointOn(stageRef.current, event);
        pointers.current.set(event.pointerId, point);
        const now = twoOf(pointers.current);
        if (pinching.current && now) {
          const { from, before } = pinching.current;
          setView(pinchedView(from, scene, { before, now }));
          return;
        }
        const start = press.current;
        if (!start) return;
        const by = { x: point.x - start.at.x, y: point.y - start.at.y };
        start.moved ||= Math.hypot(by.x, by.y) > CLICK_REACH;
        if (start.moved) setView(pannedView(start.view, scene, by));
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        pointers.current.delete(event.pointerId);
        pinching.current = null;
        const start = press.current;
        press.current = null;
        if (!start) return;
        const point = pointOn(stageRef.current, event);
        const by = { x: point.x - start.at.x, y: point.y - start.at.y };
        const isSwipe = Math.abs(by.x) > SWIPE_PX && Math.abs(by.x) > 2 * Math.abs(by.y);
        if (isSwipe && event.pointerType === 'touch' && start.view === null) onSwipe(by.x < 0 ? 1 : -1);
        else if (!start.moved && isOnImage(view, scene, start.at)) {
          const tap = event.pointerType === 'touch' ? { at: start.at, timeMs: event.timeStamp } : null;
          const isSecond = tap !== null && isDoubleTap(tapped.current, tap);
          tapped.current = isSecond ? null : tap;
          if (!isSecond) setView(toggledView(view, scene, start.at));
        }
      },
      onPointerCancel: (event: PointerEvent<HTMLElement>) => {
        pointers.current.delete(event.pointerId);
        pinching.current = null;
        press.current = null;
      },
    },
  };
}

function twoOf(pointers: ReadonlyMap<number, Point>): readonly [Point, Point] | null {
  const [first, second] = pointers.values();
  return first && second ? [first, second] : null;
}

function pointOn(element: HTMLElement | null, event: { clientX: number; clientY: number }): Point {
  const box = element?.getBoundingClientRect();
  return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
}
