import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Size } from '../../domain/side.ts';
import { usePixelRatio } from '../../ui/pixelRatio.ts';
import { followWheel } from '../../ui/wheelMove.ts';
import {
  FITTED,
  pannedSurvey,
  pixelZoom,
  surveyRect,
  toggledSurvey,
  turnedSurvey,
  zoomedSurvey,
} from './survey.ts';

/** A pixel of the picture is at most so many of the screen. */
const MAX_ENLARGED = 8;
const KEY_FACTOR = 1.5;
const MIDDLE = { x: 0, y: 0 };

/** How all cells of a survey are looked at: zoomed by wheel and keys, moved by dragging any of them. */
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
    pan: (event: PointerEvent<HTMLElement>) => {
      if (event.buttons !== 1) return;
      const box = event.currentTarget.getBoundingClientRect();
      const by = { x: event.movementX / box.width, y: event.movementY / box.height };
      setView((now) => pannedSurvey(now, by));
    },
  };
}
