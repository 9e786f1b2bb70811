import { budgetOf, type Expansion, NO_EXPANSION, withSide } from '../domain/expansion.ts';
import { type Point, SIDES, type Side, type Size } from '../domain/side.ts';
import { between, fitViewport, type Rect, rectToScreen, type Viewport, zoomAt } from '../domain/viewport.ts';
import type { Draft } from './draft.ts';
import { readStageColours, type StageColours } from './stageColours.ts';
import { arrange, frameRect, handlePoints, type StageNodes } from './stageNodes.ts';

/** What the stage shows of a drag. */
interface ShownDrag {
  readonly side: Side;
  readonly expansion: Expansion;
  readonly atLimit: boolean;
}

interface StageViewParts {
  readonly container: HTMLElement;
  readonly nodes: StageNodes;
  /** The focusable handles over the canvas; they follow the drawn ones. */
  readonly sliders: Record<Side, HTMLElement>;
  readonly draft: Pick<Draft, 'follow'>;
}

const GLIDE_MS = 240;
/** Least room between the frame and the stage's border, in screen pixels, so that every handle can be pulled outwards. */
const MIN_ROOM = 44;
const ROOM_SHARE = 0.15;

/**
 * What stands on the stage and where: owns the viewport and draws, at most once a frame. Holds no unfinished work:
 * the expansion comes in from the store or from the drag in progress.
 */
export function createStageView({ container, nodes, sliders, draft }: StageViewParts) {
  let stage: Size = { width: 1, height: 1 };
  let size: Size = { width: 1, height: 1 };
  let expansion = NO_EXPANSION;
  let drag: ShownDrag | null = null;
  let hovered: Side | null = null;
  let viewport: Viewport = { zoom: 1, offset: { x: 0, y: 0 } };
  let colours: StageColours = readStageColours(container);
  let frameRequest = 0;
  let glideRequest = 0;

  const shownExpansion = () => drag?.expansion ?? expansion;

  function draw(): void {
    frameRequest = 0;
    const side = drag?.side ?? hovered;
    arrange(nodes, {
      size,
      expansion: shownExpansion(),
      viewport,
      activeSide: side,
      atLimit: drag?.atLimit ?? false,
      limit: drag && withSide(drag.expansion, drag.side, budgetOf(drag.side, drag.expansion), size),
      colours,
    });
    draft.follow(shownExpansion(), viewport);
    const points = handlePoints(shownFrame());
    for (const each of SIDES) {
      sliders[each].style.transform =
        `translate(${points[each].x}px, ${points[each].y}px) translate(-50%, -50%)`;
    }
  }

  function requestDraw(): void {
    if (!frameRequest) frameRequest = requestAnimationFrame(draw);
  }

  function shownFrame(): Rect {
    return rectToScreen(viewport, frameRect(size, shownExpansion()));
  }

  function fitted(): Viewport {
    const room = (length: number) => Math.max(MIN_ROOM, length * ROOM_SHARE);
    const [x, y] = [room(stage.width), room(stage.height)];
    return fitViewport(stage, frameRect(size, shownExpansion()), { top: y, right: x, bottom: y, left: x }, 4);
  }

  function stopGlide(): void {
    cancelAnimationFrame(glideRequest);
    glideRequest = 0;
  }

  function jumpToFit(): void {
    stopGlide();
    viewport = fitted();
    requestDraw();
  }

  /** Moves the frame back to the middle of the stage, gently where motion is welcome. */
  function glideToFit(): void {
    stopGlide();
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      jumpToFit();
      return;
    }
    const from = viewport;
    const to = fitted();
    const startedMs = performance.now();
    const step = (nowMs: number) => {
      const share = Math.min(1, Math.max(0, (nowMs - startedMs) / GLIDE_MS));
      viewport = between(from, to, 1 - (1 - share) ** 3);
      draw();
      glideRequest = share < 1 ? requestAnimationFrame(step) : 0;
    };
    glideRequest = requestAnimationFrame(step);
  }

  return {
    get viewport(): Viewport {
      return viewport;
    },
    get stage(): Size {
      return stage;
    },
    shownFrame,
    glideToFit,
    stopGlide,
    resize(next: Size): void {
      stage = next;
      if (!drag) jumpToFit();
    },
    showSource(next: Size, initial: Expansion): void {
      size = next;
      expansion = initial;
      drag = null;
      jumpToFit();
    },
    showExpansion(next: Expansion): void {
      if (next === expansion) return;
      expansion = next;
      if (!drag) glideToFit();
    },
    showDrag(next: ShownDrag | null): void {
      drag = next;
      requestDraw();
    },
    showHover(side: Side | null): void {
      if (side === hovered) return;
      hovered = side;
      requestDraw();
    },
    zoomOut(factor: number): void {
      const centre: Point = { x: stage.width / 2, y: stage.height / 2 };
      viewport = zoomAt(viewport, centre, factor);
      requestDraw();
    },
    recolour(): StageColours {
      colours = readStageColours(container);
      requestDraw();
      return colours;
    },
    dispose(): void {
      stopGlide();
      cancelAnimationFrame(frameRequest);
    },
  };
}

export type StageView = ReturnType<typeof createStageView>;
