import type { Group } from 'konva/lib/Group.js';
import type { Image } from 'konva/lib/shapes/Image.js';
import { type Rect, rectToScreen, type Viewport } from '../../domain/viewport.ts';

/** The Konva nodes of the draft: two pictures over each other, clipped to what is shown of them. */
export interface DraftNodes {
  readonly group: Group;
  readonly under: Image;
  readonly over: Image;
}

interface DraftPicture {
  readonly bitmap: ImageBitmap;
  /** Where it lies, in source pixels. */
  readonly rect: Rect;
}

const FADE_MS = 150;

/** Shows one draft, and lets the next one take over. The pictures keep to the source, wherever the frame goes. */
export function createDraftPictures({ group, under, over }: DraftNodes) {
  let shown: DraftPicture | null = null;
  /** What the shown one fades in over. */
  let former: DraftPicture | null = null;
  let viewport: Viewport = { zoom: 1, offset: { x: 0, y: 0 } };
  let fadeRequest = 0;
  let strips: readonly Rect[] = [];
  group.clipFunc((context) => {
    for (const { x, y, width, height } of strips) context.rect(x, y, width, height);
  });

  function put(node: Image, picture: DraftPicture | null): void {
    node.image(picture?.bitmap).visible(picture !== null);
    if (picture) move(node, picture);
  }

  function move(node: Image, { rect }: DraftPicture): void {
    const { x, y, width, height } = rectToScreen(viewport, rect);
    node.position({ x, y }).size({ width, height });
  }

  function dropFormer(): void {
    cancelAnimationFrame(fadeRequest);
    fadeRequest = 0;
    put(under, null);
    former?.bitmap.close();
    former = null;
    over.opacity(1);
  }

  function fadeIn(): void {
    const startedMs = performance.now();
    const step = (nowMs: number) => {
      const share = Math.min(1, Math.max(0, (nowMs - startedMs) / FADE_MS));
      over.opacity(1 - (1 - share) ** 3);
      if (share < 1) fadeRequest = requestAnimationFrame(step);
      else dropFormer();
    };
    over.opacity(0);
    fadeRequest = requestAnimationFrame(step);
  }

  return {
    /** Where the shown draft lies, in source pixels; null while there is none. */
    get rect(): Rect | null {
      return shown?.rect ?? null;
    },
    /** While a handle moves, the next draft takes over at once: two pictures fading would be drawn in every frame. */
    show(next: DraftPicture, mayFade: boolean): void {
      dropFormer();
      former = shown;
      shown = next;
      put(under, former);
      put(over, shown);
      if (mayFade && !matchMedia('(prefers-reduced-motion: reduce)').matches) fadeIn();
      else dropFormer();
    },
    /** Puts the pictures where a viewport has them, and shows what of them lies in `area` around `source`, on the screen. */
    arrange(at: Viewport, { area, source }: { area: Rect; source: Rect }): void {
      viewport = at;
      strips = around(source, area);
      if (former) move(under, former);
      if (shown) move(over, shown);
    },
    clear(): void {
      dropFormer();
      put(over, null);
      shown?.bitmap.close();
      shown = null;
    },
  };
}

/** Less of a strip than this is none: a side that adds nothing can come out a hair's breadth off zero. */
const MIN_STRIP = 0.01;

/**
 * What a frame adds around its source, in screen pixels. To stretch a draft over all that the source hides anyway
 * is what makes it dear to draw. Towards the source the strips end on whole pixels of the screen and cover those that
 * it fills in part: a clip that ends within a pixel would let what lies under both shine through as a line.
 *
 *   ┌───────────────┐
 *   ├───┬───────┬───┤
 *   │   │ source│   │
 *   ├───┴───────┴───┤
 *   └───────────────┘
 */
function around(source: Rect, frame: Rect): Rect[] {
  const up = (length: number) => Math.ceil(length * devicePixelRatio - MIN_STRIP) / devicePixelRatio;
  const down = (length: number) => Math.floor(length * devicePixelRatio + MIN_STRIP) / devicePixelRatio;
  const { x, y, width, height } = frame;
  const adds = {
    left: source.x - x,
    top: source.y - y,
    right: x + width - source.x - source.width,
    bottom: y + height - source.y - source.height,
  };
  const left = adds.left > MIN_STRIP ? up(source.x) : x;
  const top = adds.top > MIN_STRIP ? up(source.y) : y;
  const right = adds.right > MIN_STRIP ? down(source.x + source.width) : x + width;
  const bottom = adds.bottom > MIN_STRIP ? down(source.y + source.height) : y + height;
  return [
    { x, y, width, height: top - y },
    { x, y: bottom, width, height: y + height - bottom },
    { x, y: top, width: left - x, height: bottom - top },
    { x: right, y: top, width: x + width - right, height: bottom - top },
  ].filter((strip) => strip.width > MIN_STRIP && strip.height > MIN_STRIP);
}
