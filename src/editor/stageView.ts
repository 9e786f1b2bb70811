import { Konva } from 'konva/lib/Global.js';
import { type Expansion, NO_EXPANSION } from '../domain/expansion.ts';
import type { Handle } from '../domain/handle.ts';
import type { Point, Side, Size } from '../domain/side.ts';
import type { Guide } from '../domain/snapping.ts';
import {
  isOnStage,
  panBy,
  type Rect,
  rectToScreen,
  type Viewport,
  zoomAt,
  zoomWithin,
} from '../domain/viewport.ts';
import { arrangeSource } from './arrangeSource.ts';
import type { Draft } from './draft.ts';
import { fitFrame } from './fitFrame.ts';
import { createGlide } from './glide.ts';
import type { GuideChip } from './guideChip.ts';
import { paintCheckerboard } from './paintCheckerboard.ts';
import { paintMarks } from './paintMarks.ts';
import { frameRect, type Picture, type ShownDrag, type StageNodes } from './picture.ts';
import type { SharpCopy } from './sharpCopy.ts';
import { createSliderPlaces } from './sliderPlaces.ts';
import { readStagePaints } from './stagePaints.ts';
import { createZoomFigure } from './zoomFigure.ts';

interface StageViewParts {
  readonly container: HTMLElement;
  readonly nodes: StageNodes;
  /** The focusable handles over the canvas; they follow the drawn ones. */
  readonly sliders: Record<Side, HTMLElement>;
  /** What follows the viewport: the draft, the sharper copy, the words at the guide, the zoom's figure. */
  readonly draft: Pick<Draft, 'follow'>;
  readonly sharpCopy: Pick<SharpCopy, 'follow'>;
  readonly guideChip: GuideChip;
  readonly zoomFigure: HTMLElement;
}

const NO_HANDLE: Handle = [];

/**
 * What stands on the stage and where: owns the viewport and draws, at most once a frame. Holds no unfinished work:
 * the expansion comes in from the store or from the drag in progress.
 *
 * The viewport fits the frame by itself until the designer takes it in hand; then it stays until it is fitted again.
 */
export function createStageView({ container, nodes, sliders, ...followers }: StageViewParts) {
  let stage: Size = { width: 1, height: 1 };
  let size: Size = { width: 1, height: 1 };
  let expansion = NO_EXPANSION;
  let drag: (ShownDrag & { readonly guide: Guide | null }) | null = null;
  let hovered: Handle = NO_HANDLE;
  let safeZoneOf: string | null = null;
  let viewport: Viewport = { zoom: 1, offset: { x: 0, y: 0 } };
  let isFitted = true;
  let paints = readStagePaints(container);
  let isRecoloured = true;
  let frameRequest = 0;
  const zoom = createZoomFigure(followers.zoomFigure);

  const glide = createGlide((next) => {
    viewport = next;
    draw();
  });
  const shownExpansion = () => drag?.expansion ?? expansion;
  const sliderPlaces = createSliderPlaces(sliders, shownFrame);
  let picture = presentPicture();

  function draw(): void {
    cancelAnimationFrame(frameRequest);
    frameRequest = 0;
    // Konva would draw what is touched here in the next frame: too late for a handle to keep up with its pointer.
    Konva.autoDrawEnabled = false;
    picture = presentPicture();
    const { source, frame } = picture;
    const isSourceMoved = arrangeSource(nodes.image, source, viewport.zoom);
    followers.draft.follow(shownExpansion(), viewport);
    followers.sharpCopy.follow(viewport, stage);
    Konva.autoDrawEnabled = true;
    if (isSourceMoved || isRecoloured) nodes.image.getLayer()?.drawScene();
    isRecoloured = false;
    nodes.marks.getLayer()?.drawScene();
    const guide = drag?.guide?.kind === 'limit' ? null : (drag?.guide ?? null);
    followers.guideChip.show(guide, { frame, sides: drag?.guideSides ?? [], stage });
    if (drag) sliderPlaces.follow();
    else sliderPlaces.set();
    zoom.show(viewport.zoom);
  }

  function presentPicture(): Picture {
    return {
      stage,
      size,
      expansion: shownExpansion(),
      viewport,
      source: rectToScreen(viewport, { x: 0, y: 0, ...size }),
      frame: shownFrame(),
      activeHandle: drag?.handle ?? hovered,
      drag,
      safeZoneOf,
      paints,
    };
  }

  nodes.ground.sceneFunc((context) => paintCheckerboard(context, picture, picture.source));
  nodes.area.sceneFunc((context) => paintCheckerboard(context, picture, picture.frame));
  nodes.marks.sceneFunc((context) => paintMarks(context, picture));

  function requestDraw(): void {
    if (!frameRequest) frameRequest = requestAnimationFrame(draw);
  }

  function shownFrame(): Rect {
    return rectToScreen(viewport, frameRect(size, shownExpansion()));
  }

  const fitted = () => fitFrame(stage, frameRect(size, shownExpansion()));

  function jumpToFit(): void {
    glide.stop();
    isFitted = true;
    viewport = fitted();
    requestDraw();
  }

  function glideToFit(): void {
    isFitted = true;
    glide.to(viewport, fitted());
  }

  /** The designer takes the viewport in hand. */
  function take(next: Viewport): void {
    glide.stop();
    isFitted = false;
    viewport = next;
    requestDraw();
  }

  const middle = (): Point => ({ x: stage.width / 2, y: stage.height / 2 });

  return {
    get viewport(): Viewport {
      return viewport;
    },
    get stage(): Size {
      return stage;
    },
    shownFrame,
    shownExpansion,
    stopGlide: glide.stop,
    fit: glideToFit,
    /** A pixel of the source over each pixel of the screen. */
    showActualSize(): void {
      isFitted = false;
      glide.to(viewport, zoomAt(viewport, middle(), 1 / devicePixelRatio / viewport.zoom));
    },
    zoomBy(factor: number, screenPoint: Point = middle()): void {
      take(zoomWithin(viewport, screenPoint, factor));
    },
    panBy(by: Point): void {
      take(panBy(viewport, by));
    },
    take,
    resize(next: Size): void {
      stage = next;
      if (!drag && isFitted) jumpToFit();
      else requestDraw();
    },
    showSource(next: Size, initial: Expansion): void {
      size = next;
      expansion = initial;
      drag = null;
      jumpToFit();
    },
    /** A frame that is set by figures is shown whole; one that was just let go stays under the pointer. */
    showExpansion(next: Expansion): void {
      if (next === expansion) return;
      expansion = next;
      if (drag) return;
      if (isFitted || !isOnStage(shownFrame(), stage)) glideToFit();
      else requestDraw();
    },
    /** Draws at once: to be called in a frame of the browser's. */
    showDrag(next: ShownDrag & { readonly guide: Guide | null }): void {
      drag = next;
      draw();
    },
    endDrag(): void {
      drag = null;
      if (isFitted) glideToFit();
      else requestDraw();
    },
    /** Shows the safe zone of a format, or none. */
    showSafeZone(formatId: string | null): void {
      if (formatId === safeZoneOf) return;
      safeZoneOf = formatId;
      requestDraw();
    },
    showHover(handle: Handle | null): void {
      const next = handle ?? NO_HANDLE;
      if (next.length === hovered.length && next.every((side) => hovered.includes(side))) return;
      hovered = next;
      requestDraw();
    },
    /** Makes room for a drag that pushes past the stage's border. */
    zoomOut(factor: number): void {
      viewport = zoomAt(viewport, middle(), factor);
      requestDraw();
    },
    /** Draws all anew, the source as well. */
    recolour(): void {
      paints = readStagePaints(container);
      isRecoloured = true;
      requestDraw();
    },
    dispose(): void {
      glide.stop();
      sliderPlaces.stop();
      cancelAnimationFrame(frameRequest);
    },
  };
}

export type StageView = ReturnType<typeof createStageView>;
