import { Konva } from 'konva/lib/Global.js';
import type { Stage as KonvaStage } from 'konva/lib/Stage.js';
import type { Size } from '../../domain/side.ts';
import { followPixelRatio } from '../../ui/pixelRatio.ts';
import { createDraft, type Draft } from '../draft/draft.ts';
import { isDraftAllowed } from '../draft/draftAllowed.ts';
import type { EditorState } from '../state/editorState.ts';
import { useEditorStore } from '../state/editorStore.ts';
import { createDetailTile } from './detail/detailTile.ts';
import { createGuideChip } from './hud/guideChip.ts';
import { createReadOut } from './hud/readOut.ts';
import { createStageDrag } from './input/drag.ts';
import { attachKeys } from './input/keys.ts';
import { attachPointers } from './input/pointers.ts';
import { attachWheel } from './input/wheel.ts';
import { createDragLayers } from './layers/dragLayers.ts';
import { createStillLayer } from './layers/stillLayer.ts';
import { createSliderPlaces } from './sliderPlaces.ts';
import { createStagePainter } from './stagePainter.ts';
import type { MountedRefs } from './stageRefs.ts';
import { createStageView, type StageView } from './stageView.ts';
import { createZoomLabel } from './zoomLabel.ts';

/** The source as the stage shows it. */
export interface StagePicture {
  readonly size: Size;
  readonly bitmap: ImageBitmap;
  readonly shown: Blob;
}

/**
 * Joins the stage of one source to what moves it: view, gestures, store, theme and size. Calls `onSize` with the size
 * to draw at, at first and whenever it changes.
 */
export function mountStage(refs: MountedRefs, picture: StagePicture, onSize: (stage: Size) => void) {
  const shown = openView(refs, picture);
  const { view, draft } = shown;
  const input = attachInput(refs, picture.size, view);
  view.showSource(picture.size, useEditorStore.getState().expansion);
  const ends = [
    followSize(refs.container, (stage) => {
      // The pointer is somewhere else on a stage that changes its size.
      input.finish();
      onSize(stage);
      view.resize(stage);
    }),
    followStore(view, draft),
    followTheme(view.recolour),
    followPixelRatio(() => {
      sharpen(refs.nodes.image.getStage());
      view.recolour();
    }),
    input.detach,
    shown.dispose,
  ];
  return {
    view,
    unmount: (): void => {
      for (const end of ends) end();
    },
  };
}

function openView(refs: MountedRefs, { size, bitmap, shown }: StagePicture) {
  const draft = createDraft({ nodes: refs.draftNodes, label: refs.draftLabel, size, bitmap });
  const detailTile = createDetailTile({ node: refs.sharp, file: shown, size, displayWidth: bitmap.width });
  const still = createStillLayer(refs.dragLayers, refs.nodes);
  const layers = createDragLayers(refs.dragLayers);
  const sliderPlaces = createSliderPlaces(refs.sliders);
  const painter = createStagePainter({
    nodes: refs.nodes,
    still,
    layers,
    draft,
    detailTile,
    sliderPlaces,
    guideChip: createGuideChip(refs.guideChip),
    zoomLabel: createZoomLabel(refs.zoomLabel),
  });
  const view = createStageView({ container: refs.container, painter });
  return {
    view,
    draft,
    dispose: (): void => {
      view.dispose();
      painter.dispose();
      layers.dispose();
      detailTile.dispose();
      draft.dispose();
    },
  };
}

function attachInput({ container, readOut }: MountedRefs, size: Size, view: StageView) {
  const figures = createReadOut(readOut, size, view);
  const drag = createStageDrag({ view, size, onPointer: figures.follow });
  const keys = attachKeys({ container, view, drag, cancel: () => pointers.finish('restore') });
  const pointers = attachPointers({ container, view, drag, size, isSpaceHeld: keys.isSpaceHeld });
  const detachWheel = attachWheel(container, view, () => drag.isOn);
  const finish = () => pointers.finish('keep');
  window.addEventListener('blur', finish);
  return {
    finish,
    detach: (): void => {
      window.removeEventListener('blur', finish);
      detachWheel();
      pointers.detach();
      keys.detach();
      figures.dispose();
    },
  };
}

/** Calls `measured` with the size of an element, now and whenever it changes. Returns what ends that. */
function followSize(element: HTMLElement, measured: (size: Size) => void): () => void {
  const measure = () => {
    const { width, height } = element.getBoundingClientRect();
    measured({ width, height });
  };
  measure();
  const resizes = new ResizeObserver(measure);
  resizes.observe(element);
  return () => resizes.disconnect();
}

function followStore(view: StageView, draft: Draft): () => void {
  const follow = ({ expansion, isDraftShown, isSafeZoneShown, formatId }: EditorState) => {
    view.showSafeZone(isSafeZoneShown ? formatId : null);
    view.showExpansion(expansion);
    draft.switchTo(isDraftShown && isDraftAllowed());
  };
  follow(useEditorStore.getState());
  return useEditorStore.subscribe(follow);
}

/** Konva keeps the pixel ratio that a canvas was made with: another one is given to each by hand. */
function sharpen(stage: KonvaStage | null): void {
  Konva.pixelRatio = devicePixelRatio;
  for (const layer of stage?.getLayers() ?? []) layer.getCanvas().setPixelRatio(devicePixelRatio);
}

/** Calls `recolour` whenever theme or surround changes, by the system or by hand. Returns what ends that. */
function followTheme(recolour: () => void): () => void {
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', recolour);
  const themes = new MutationObserver(recolour);
  themes.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-surround'] });
  return () => {
    themes.disconnect();
    scheme.removeEventListener('change', recolour);
  };
}
