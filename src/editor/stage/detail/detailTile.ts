import type { Image } from 'konva/lib/shapes/Image.js';
import type { Size } from '../../../domain/side.ts';
import { type Rect, rectToScreen, toSource, type Viewport } from '../../../domain/viewport.ts';
import type { DetailAnswer } from './detailMessage.ts';
import { createDetailPort } from './detailPort.ts';

interface DetailTileOptions {
  /** Lies over the source's display copy. */
  readonly node: Image;
  readonly file: Blob;
  readonly size: Size;
  /** Width of the copy that is always drawn. */
  readonly displayWidth: number;
}

/** So long the viewport must stand still before a sharper copy is worth making. */
const SETTLED_MS = 160;
const IDLE_MS = 8000;

/**
 * A large source is drawn from a smaller copy. Once the viewport stands still on a part that the screen could show
 * more sharply, that part is cut from the whole image, in a worker, and laid over it. A source whose copy is the
 * image itself never needs one, and no worker is started.
 */
export function createDetailTile({ node, file, size, displayWidth }: DetailTileOptions) {
  const port = createDetailPort(file, show);
  let viewport: Viewport | null = null;
  let pixelRatio = devicePixelRatio;
  let stage: Size | null = null;
  let requested: Rect | null = null;
  let shown: DetailAnswer | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const copyScale = displayWidth / size.width;
  const isNeeded = (zoom: number) => copyScale < 1 && zoom * devicePixelRatio > copyScale * 1.05;

  function request(): void {
    if (!viewport || !stage) return;
    const rect = visiblePart(viewport, stage, size);
    if (rect.width < 1 || rect.height < 1) return;
    if (shown && contains(shown.rect, rect) && isSharpEnough(shown, viewport)) return;
    requested = rect;
    port.request(rect, scaleAt(viewport));
  }

  function show({ bitmap, rect }: DetailAnswer): void {
    // One that was overtaken while it was made.
    if (!requested || requested.x !== rect.x || requested.y !== rect.y || requested.width !== rect.width) {
      bitmap.close();
      return;
    }
    clear();
    requested = rect;
    shown = { bitmap, rect };
    node.image(bitmap).visible(true);
    arrange();
  }

  function arrange(): void {
    if (!shown || !viewport) return;
    const { x, y, width, height } = rectToScreen(viewport, shown.rect);
    node.position({ x, y }).size({ width, height });
  }

  function clear(): void {
    node.visible(false).image(undefined);
    shown?.bitmap.close();
    shown = null;
    requested = null;
  }

  return {
    follow(next: Viewport, on: Size): void {
      // A window that moves to another screen keeps its viewport, and shows other pixels.
      if (next === viewport && on === stage && devicePixelRatio === pixelRatio) return;
      pixelRatio = devicePixelRatio;
      viewport = next;
      stage = on;
      clearTimeout(timer);
      if (isNeeded(next.zoom)) {
        timer = setTimeout(request, SETTLED_MS);
      } else {
        if (shown) clear();
        // The whole image takes much memory: it is let go when it has not been needed for a while.
        if (port.isOpen) timer = setTimeout(port.close, IDLE_MS);
      }
      arrange();
    },
    dispose(): void {
      clearTimeout(timer);
      port.close();
      clear();
    },
  };
}

export type DetailTile = ReturnType<typeof createDetailTile>;

/** Pixels of a part for each of the source: as many as the screen shows, and no more than there are. */
function scaleAt({ zoom }: Viewport): number {
  return Math.min(1, zoom * devicePixelRatio);
}

function isSharpEnough({ bitmap, rect }: DetailAnswer, viewport: Viewport): boolean {
  return bitmap.width / rect.width >= scaleAt(viewport) * 0.95;
}

/** What the stage shows of the source, in whole source pixels. */
function visiblePart(viewport: Viewport, stage: Size, size: Size): Rect {
  const from = toSource(viewport, { x: 0, y: 0 });
  const to = toSource(viewport, { x: stage.width, y: stage.height });
  const x = Math.max(0, Math.floor(from.x));
  const y = Math.max(0, Math.floor(from.y));
  return {
    x,
    y,
    width: Math.min(size.width, Math.ceil(to.x)) - x,
    height: Math.min(size.height, Math.ceil(to.y)) - y,
  };
}

function contains(outer: Rect, inner: Rect): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}
