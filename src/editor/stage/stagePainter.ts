import { Konva } from 'konva/lib/Global.js';
import type { Draft } from '../draft/draft.ts';
import type { DetailTile } from './detail/detailTile.ts';
import type { GuideChip } from './hud/guideChip.ts';
import type { DragLayers } from './layers/dragLayers.ts';
import type { StillLayer } from './layers/stillLayer.ts';
import { arrangeSource } from './paint/arrangeSource.ts';
import { paintCheckerboard } from './paint/checkerboard.ts';
import { paintOverlay } from './paint/overlay.ts';
import type { Scene, StageNodes } from './scene.ts';
import { isCanvasStill, isUnmoved } from './sceneChange.ts';
import type { SliderPlaces } from './sliderPlaces.ts';
import type { ZoomLabel } from './zoomLabel.ts';

interface StagePainterOptions {
  readonly nodes: StageNodes;
  /** What a drag moves. */
  readonly layers: DragLayers;
  /** What stands for the canvas while a drag draws nothing on it. */
  readonly still: StillLayer;
  /** What follows the scene: the draft, the sharper copy, the words at the guide, the zoom's figure, the sliders. */
  readonly draft: Pick<Draft, 'follow' | 'arrange'>;
  readonly detailTile: Pick<DetailTile, 'follow'>;
  readonly guideChip: GuideChip;
  readonly zoomLabel: ZoomLabel;
  readonly sliderPlaces: SliderPlaces;
}

/**
 * Shows a scene. At rest the canvas draws all of it. In a drag the canvas stands still: it holds the source and the
 * whole new area there could be, and layers over it show the frame and what belongs to it. It is drawn again only when
 * something under the frame changes, as when a push past the border zooms out.
 */
export function createStagePainter({ nodes, layers, still, ...followers }: StagePainterOptions) {
  const { draft, detailTile, guideChip, zoomLabel, sliderPlaces } = followers;
  let scene: Scene | null = null;

  nodes.ground.sceneFunc(({ _context }) => scene && paintCheckerboard(_context, scene, scene.source));
  nodes.area.sceneFunc(({ _context }) => scene && paintCheckerboard(_context, scene, newArea(scene)));
  nodes.marks.sceneFunc(({ _context }) => scene && !scene.drag && paintOverlay(_context, scene));

  for (const node of [nodes.image, nodes.marks]) node.getLayer()?.on('draw.still', still.thaw);

  function drawCanvas(now: Scene, isSourceDrawnAnew: boolean): void {
    // Konva would draw what is touched here in the next frame: too late for what moves to stay together.
    Konva.autoDrawEnabled = false;
    const isSourceMoved = arrangeSource(nodes.image, now.source, now.viewport.zoom);
    draft.arrange(now.viewport, { area: newArea(now), source: now.source });
    detailTile.follow(now.viewport, now.stage);
    Konva.autoDrawEnabled = true;
    if (isSourceMoved || isSourceDrawnAnew) nodes.image.getLayer()?.drawScene();
    nodes.marks.getLayer()?.drawScene();
    zoomLabel.show(now.viewport.zoom);
  }

  return {
    show(next: Scene): void {
      const before = scene;
      scene = next;
      const isStill = before !== null && isCanvasStill(before, next);
      // A frame that stays where it snapped to, or at the limit, is on the stage already.
      if (isStill && isUnmoved(before, next)) {
        still.freeze(next.paints.ground);
        return;
      }
      draft.follow(next.expansion);
      guideChip.show(next);
      if (next.drag) layers.show(next);
      else layers.hide();
      if (isStill) still.freeze(next.paints.ground);
      else drawCanvas(next, next.paints !== before?.paints);
      if (!next.drag) sliderPlaces.set(next.frame);
    },
    dispose(): void {
      for (const node of [nodes.image, nodes.marks]) node.getLayer()?.off('draw.still');
      still.thaw();
    },
  };
}

export type StagePainter = ReturnType<typeof createStagePainter>;

/** What the canvas fills with pixels yet to come: in a drag all of the stage, of which the layers uncover the frame. */
function newArea({ drag, stage, frame }: Scene) {
  return drag ? { x: 0, y: 0, ...stage } : frame;
}
