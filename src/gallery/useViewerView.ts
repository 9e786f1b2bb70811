import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Point, Size } from '../domain/side.ts';
import {
  imageRect,
  isOnImage,
  pannedView,
  toggledView,
  type ViewerScene,
  type ViewerView,
  zoomedView,
  zoomWords,
} from './viewerView.ts';

/** A pointer that moved no further than this clicked. */
const CLICK_REACH = 4;
const WHEEL_SPEED = 0.002;

interface Press {
  readonly at: Point;
  readonly view: ViewerView;
  moved: boolean;
}

/** How the viewer's image is looked at: fitted, zoomed by click or wheel, moved by dragging. */
export function useViewerView(stageRef: RefObject<HTMLElement | null>, image: Size) {
  const stage = useElementSize(stageRef);
  const [view, setView] = useState<ViewerView>(null);
  const press = useRef<Press | null>(null);
  const scene: ViewerScene = { stage, image, pixelRatio: window.devicePixelRatio };
  const latest = useRef(scene);
  useEffect(() => {
    latest.current = scene;
  });

  useEffect(() => {
    const element = stageRef.current;
    // React's own wheel listeners are passive and could not keep the page from zooming.
    const zoom = (event: WheelEvent) => {
      event.preventDefault();
      const change = { point: pointOn(element, event), factor: Math.exp(-event.deltaY * WHEEL_SPEED) };
      setView((before) => zoomedView(before, latest.current, change));
    };
    element?.addEventListener('wheel', zoom, { passive: false });
    return () => element?.removeEventListener('wheel', zoom);
  }, [stageRef]);

  const centre = { x: stage.width / 2, y: stage.height / 2 };
  return {
    scene,
    rect: imageRect(view, scene),
    zoom: zoomWords(view, scene),
    isZoomed: view !== null,
    toggleZoom: () => setView(toggledView(view, scene, centre)),
    zoomBy: (factor: number) => setView(zoomedView(view, scene, { point: centre, factor })),
    pointerHandlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        press.current = { at: pointOn(stageRef.current, event), view, moved: false };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const start = press.current;
        if (!start) return;
        const point = pointOn(stageRef.current, event);
        const by = { x: point.x - start.at.x, y: point.y - start.at.y };
        start.moved ||= Math.hypot(by.x, by.y) > CLICK_REACH;
        if (start.moved) setView(pannedView(start.view, scene, by));
      },
      onPointerUp: () => {
        const start = press.current;
        press.current = null;
        if (start && !start.moved && isOnImage(view, scene, start.at)) {
          setView(toggledView(view, scene, start.at));
        }
      },
      onPointerCancel: () => {
        press.current = null;
      },
    },
  };
}

function pointOn(element: HTMLElement | null, event: { clientX: number; clientY: number }): Point {
  const box = element?.getBoundingClientRect();
  return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
}

function useElementSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 1, height: 1 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
