import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Point, Size } from '../../domain/side.ts';
import type { Rect } from '../../domain/viewport.ts';
import { usePixelRatio } from '../../ui/pixelRatio.ts';
import { followWheel } from '../../ui/wheelMove.ts';
import {
  draggedSurvey,
  FITTED,
  pixelZoom,
  type SurveyView,
  surveyRect,
  toggledSurvey,
  turnedSurvey,
  zoomedSurvey,
} from './survey.ts';

/** A pixel of the picture is at most so many of the screen. */
const MAX_ENLARGED = 8;
const KEY_FACTOR = 1.5;
const MIDDLE = { x: 0, y: 0 };

/** Where fingers were when the last of them came or went. */
interface Press {
  readonly view: SurveyView;
  readonly points: ReadonlyMap<number, Point>;
  /** The cell under the first of them. */
  readonly box: Rect;
}

/** How all cells of a survey are looked at: zoomed by wheel, keys and two fingers, moved by dragging any of them. */
export function useSurveyView(ref: RefObject<HTMLElement | null>, cell: Size, image: Size) {
  const [view, setView] = useState(FITTED);
  const pixelRatio = usePixelRatio();
  const pixelByPixel = pixelZoom(image, cell, pixelRatio);
  const most = pixelByPixel * MAX_ENLARGED;
  const latestMost = useRef(most);
  useEffect(() => {
    latestMost.current = most;
  });

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    return followWheel(element, (move, event) => {
      const over = event.target instanceof Element ? event.target.closest('[data-cell]') : null;
      const box = (over ?? element).getBoundingClientRect();
      const place = { box, point: { x: event.clientX, y: event.clientY }, most: latestMost.current };
      setView((now) => turnedSurvey(now, move, place));
    });
  }, [ref]);

  const fingers = useRef(new Map<number, Point>());
  const press = useRef<Press | null>(null);
  const lift = ({ pointerId }: PointerEvent<HTMLElement>) => {
    fingers.current.delete(pointerId);
    if (press.current) press.current = { ...press.current, view, points: new Map(fingers.current) };
  };

  const zoomBy = (factor: number) => setView((now) => zoomedSurvey(now, { factor, at: MIDDLE, most }));
  return {
    pixelRatio,
    rect: surveyRect(view, cell),
    keys: {
      '0': () => setView(FITTED),
      z: () => setView((now) => toggledSurvey(now, pixelByPixel)),
      '+': () => zoomBy(KEY_FACTOR),
      '-': () => zoomBy(1 / KEY_FACTOR),
    },
    pointerHandlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const isFirst = fingers.current.size === 0;
        const box = isFirst ? event.currentTarget.getBoundingClientRect() : press.current?.box;
        fingers.current.set(event.pointerId, placeOf(event));
        press.current = box ? { view, points: new Map(fingers.current), box } : null;
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (!fingers.current.has(event.pointerId) || !press.current) return;
        fingers.current.set(event.pointerId, placeOf(event));
        const { view: from, points, box } = press.current;
        const moved = { before: [...points.values()], now: [...fingers.current.values()] };
        setView(draggedSurvey(from, moved, { box, most }));
      },
      onPointerUp: lift,
      onPointerCancel: lift,
    },
    /** Whether a pointer that comes down is the first one. */
    isUntouched: () => fingers.current.size === 0,
  };
}

function placeOf({ clientX, clientY }: PointerEvent): Point {
  return { x: clientX, y: clientY };
}
