import { NO_EXPANSION } from '../../domain/expansion.ts';
import { frameRect } from '../../domain/frame.ts';
import type { Size } from '../../domain/side.ts';
import { type Rect, rectToScreen, type Viewport } from '../../domain/viewport.ts';
import { remPx } from '../../ui/remPx.ts';
import { fitFrame } from './fitFrame.ts';
import { readStagePatterns } from './paint/patterns.ts';
import { presentScene, type ShownDrag, type StageContent, shownExpansionOf } from './scene.ts';
import { createStageContent } from './stageContent.ts';
import type { StagePainter } from './stagePainter.ts';
import { createViewportControl } from './viewportControl.ts';

interface StageViewOptions {
  /** Whose colours are drawn with. */
  readonly container: HTMLElement;
  readonly painter: Pick<StagePainter, 'show'>;
}

const EMPTY: Omit<StageContent, 'paints'> = {
  stage: { width: 1, height: 1 },
  size: { width: 1, height: 1 },
  expansion: NO_EXPANSION,
  drag: null,
  hovered: [],
  safeZoneOf: null,
  takesSteps: false,
};

/**
 * What stands on the stage and where: joins the viewport to what it shows and has both drawn, at most once a frame.
 * Holds no unfinished work: the expansion comes in from the store or from the drag in progress.
 */
export function createStageView({ container, painter }: StageViewOptions) {
  let frameRequest = 0;
  /** Told when the viewport has moved. */
  const viewportListeners = new Set<() => void>();
  let drawnViewport: Viewport | null = null;

  function draw(): void {
    cancelAnimationFrame(frameRequest);
    frameRequest = 0;
    painter.show(presentScene(content.now, control.viewport));
    if (control.viewport === drawnViewport) return;
    drawnViewport = control.viewport;
    for (const listener of viewportListeners) listener();
  }

  function requestDraw(): void {
    if (!frameRequest) frameRequest = requestAnimationFrame(draw);
  }

  const sourceFrame = () => frameRect(content.now.size, shownExpansionOf(content.now));
  const control = createViewportControl({
    stage: () => content.now.stage,
    fitted: () =>
      fitFrame({ ...content.now.stage, remPx: remPx() }, content.now.size, shownExpansionOf(content.now)),
    onChange: requestDraw,
    onAnimationFrame: draw,
  });
  const initial = { ...EMPTY, paints: readStagePatterns(container) };
  const content = createStageContent({ initial, control, requestDraw });

  const { fit, zoomBy, panBy, setViewport, showActualSize, makeRoom, stopAnimation } = control;
  const { resize, showSource, showExpansion, endDrag, showSafeZone, showSteps, showHover } = content;
  return {
    ...{ fit, zoomBy, panBy, setViewport, showActualSize, makeRoom, stopAnimation },
    ...{ resize, showSource, showExpansion, endDrag, showSafeZone, showSteps, showHover },
    get viewport(): Viewport {
      return control.viewport;
    },
    get stage(): Size {
      return content.now.stage;
    },
    /** Calls back whenever the viewport has moved; returns what ends that. */
    onViewport(listener: () => void): () => void {
      viewportListeners.add(listener);
      return () => viewportListeners.delete(listener);
    },
    shownFrame: (): Rect => rectToScreen(control.viewport, sourceFrame()),
    /** Draws at once: to be called in a frame of the browser's. */
    showDrag(drag: ShownDrag): void {
      content.change({ drag });
      draw();
    },
    /** Reads the colours anew and draws all with them, the source as well. */
    recolour(): void {
      content.change({ paints: readStagePatterns(container) });
      requestDraw();
    },
    dispose(): void {
      stopAnimation();
      cancelAnimationFrame(frameRequest);
    },
  };
}

export type StageView = ReturnType<typeof createStageView>;
