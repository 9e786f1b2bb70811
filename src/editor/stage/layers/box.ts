import type { Rect } from '../../../domain/viewport.ts';
import { createLayer } from './layer.ts';

/** A rectangle of one colour: one pixel, stretched by its transform. */
export interface Box {
  /** Null hides it. */
  put(rect: Rect | null): void;
}

export function createBox(className: string | undefined, parent: HTMLElement): Box {
  const layer = createLayer(document.createElement('div'), className, parent);
  return {
    put(rect) {
      layer.move(rect && `translate(${rect.x}px, ${rect.y}px) scale(${rect.width}, ${rect.height})`);
    },
  };
}
