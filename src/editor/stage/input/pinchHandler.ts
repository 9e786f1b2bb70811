import type { Point } from '../../../domain/side.ts';
import { pinch, type Viewport } from '../../../domain/viewport.ts';
import type { StageView } from '../stageView.ts';

interface Pinch {
  readonly viewport: Viewport;
  /** The two fingers, and where they were. */
  readonly from: readonly (readonly [number, Point])[];
}

interface PinchHandlerOptions {
  readonly view: Pick<StageView, 'viewport' | 'setViewport' | 'stopAnimation'>;
  /** Called before two fingers take the view: whatever one of them did is taken back. */
  readonly onBegin: () => void;
}

/** Follows the fingers on the stage; two of them zoom and move the view. Points are on the screen. */
export function createPinchHandler({ view, onBegin }: PinchHandlerOptions) {
  const fingers = new Map<number, Point>();
  let current: Pinch | null = null;

  function begin(): void {
    onBegin();
    view.stopAnimation();
    current = { viewport: view.viewport, from: [...fingers] };
  }

  return {
    get isOn(): boolean {
      return current !== null;
    },
    press(pointerId: number, at: Point): void {
      fingers.set(pointerId, at);
      if (fingers.size === 2) begin();
    },
    move(pointerId: number, to: Point): void {
      if (!fingers.has(pointerId)) return;
      fingers.set(pointerId, to);
      const [a, b] = current?.from ?? [];
      if (!current || !a || !b) return;
      const [toA, toB] = [fingers.get(a[0]), fingers.get(b[0])];
      if (toA && toB) view.setViewport(pinch(current.viewport, [a[1], b[1]], [toA, toB]));
    },
    release(pointerId: number): void {
      fingers.delete(pointerId);
      if (!current) return;
      // Another two go on from where they are.
      if (fingers.size >= 2) begin();
      else current = null;
    },
    /** Lets go of all fingers. */
    stop(): void {
      fingers.clear();
      current = null;
    },
  };
}
