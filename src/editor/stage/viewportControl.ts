import type { Point, Size } from '../../domain/side.ts';
import { panBy, type Viewport, zoomAt, zoomWithin } from '../../domain/viewport.ts';
import { createViewportAnimation } from './viewportAnimation.ts';

interface ViewportControlOptions {
  readonly stage: () => Size;
  /** The viewport that shows all that is to be seen. */
  readonly fitted: () => Viewport;
  /** The viewport has changed: it is to be drawn in the next frame of the browser's. */
  readonly onChange: () => void;
  /** It has changed within a frame of the browser's: it is to be drawn at once. */
  readonly onAnimationFrame: () => void;
}

/**
 * The viewport. It fits the frame by itself until the designer pans or zooms (a user-controlled viewport); then it
 * stays until it is fitted again.
 */
export function createViewportControl(options: ViewportControlOptions) {
  const { stage, fitted, onChange, onAnimationFrame } = options;
  let viewport: Viewport = { zoom: 1, offset: { x: 0, y: 0 } };
  let isFitted = true;

  const animation = createViewportAnimation((next) => {
    viewport = next;
    onAnimationFrame();
  });
  const middle = (): Point => ({ x: stage().width / 2, y: stage().height / 2 });

  /** Takes the viewport in hand. */
  function setViewport(next: Viewport): void {
    animation.stop();
    isFitted = false;
    viewport = next;
    onChange();
  }

  return {
    get viewport(): Viewport {
      return viewport;
    },
    get isFitted(): boolean {
      return isFitted;
    },
    setViewport,
    stopAnimation: animation.stop,
    fit(): void {
      isFitted = true;
      animation.to(viewport, fitted());
    },
    jumpToFit(): void {
      animation.stop();
      isFitted = true;
      viewport = fitted();
      onChange();
    },
    /** A pixel of the source over each pixel of the screen. */
    showActualSize(): void {
      isFitted = false;
      animation.to(viewport, zoomAt(viewport, middle(), 1 / devicePixelRatio / viewport.zoom));
    },
    zoomBy(factor: number, screenPoint: Point = middle()): void {
      setViewport(zoomWithin(viewport, screenPoint, factor));
    },
    panBy(by: Point): void {
      setViewport(panBy(viewport, by));
    },
    /** Gives a drag that pushes past the stage's border the room it needs, or takes that back. */
    makeRoom(next: Viewport): void {
      viewport = next;
      onChange();
    },
  };
}

export type ViewportControl = ReturnType<typeof createViewportControl>;
