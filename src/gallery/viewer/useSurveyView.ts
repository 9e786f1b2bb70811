import {
  type PointerEvent as ReactPointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
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
  // Several events may come before the next drawing, and listeners on the window outlive it.
  const latest = useRef(FITTED);
  const show = useCallback((change: (now: SurveyView) => SurveyView) => {
    latest.current = change(latest.current);
    setView(latest.current);
  }, []);
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
      show((now) => turnedSurvey(now, move, place));
    });
  }, [ref, show]);

  const fingers = useRef(new Map<number, Point>());
  const press = useRef<Press | null>(null);
  useEffect(
    () =>
      followFingers(fingers.current, {
        onMove() {
          if (!press.current) return;
          const { view: from, points, box } = press.current;
          const moved = { before: [...points.values()], now: [...fingers.current.values()] };
          show(() => draggedSurvey(from, moved, { box, most: latestMost.current }));
        },
        onLift() {
          if (press.current) press.current = pressOf(latest.current, fingers.current, press.current.box);
        },
      }),
    [show],
  );

  const zoomBy = (factor: number) => show((now) => zoomedSurvey(now, { factor, at: MIDDLE, most }));
  return {
    pixelRatio,
    rect: surveyRect(view, cell),
    keys: {
      '0': () => show(() => FITTED),
      z: () => show((now) => toggledSurvey(now, pixelByPixel)),
      '+': () => zoomBy(KEY_FACTOR),
      '-': () => zoomBy(1 / KEY_FACTOR),
    },
    /** Of each cell. */
    onPointerDown: (event: ReactPointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const isFirst = fingers.current.size === 0;
      const box = isFirst ? event.currentTarget.getBoundingClientRect() : press.current?.box;
      fingers.current.set(event.pointerId, placeOf(event));
      press.current = box ? pressOf(latest.current, fingers.current, box) : null;
    },
    /** Whether a pointer that comes down is the first one. */
    isUntouched: () => fingers.current.size === 0,
  };
}

/** Listens on the window: the cell under a finger may be taken away while the finger is down. */
function followFingers(
  fingers: Map<number, Point>,
  { onMove, onLift }: Record<'onMove' | 'onLift', () => void>,
) {
  const listeners = new AbortController();
  const { signal } = listeners;
  const move = (event: PointerEvent) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, placeOf(event));
    onMove();
  };
  const lift = ({ pointerId }: PointerEvent) => {
    if (fingers.delete(pointerId)) onLift();
  };
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', lift, { signal });
  window.addEventListener('pointercancel', lift, { signal });
  return () => listeners.abort();
}

function pressOf(view: SurveyView, points: ReadonlyMap<number, Point>, box: Rect): Press {
  return { view, points: new Map(points), box };
}

function placeOf({ clientX, clientY }: Pick<PointerEvent, 'clientX' | 'clientY'>): Point {
  return { x: clientX, y: clientY };
}
