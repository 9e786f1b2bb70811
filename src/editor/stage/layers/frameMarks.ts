import { SIDES, type Side } from '../../../domain/side.ts';
import { FRAME_WIDTH } from '../paint/overlay.ts';
import type { Scene } from '../scene.ts';
import styles from './dragLayers.module.css';
import { createFrameTracks, type OnFrame, placesOf } from './frameTracks.ts';
import { createHandleMarks } from './handleMarks.ts';
import { createLayer } from './layer.ts';

/** How far a guide goes on past the frame, in screen pixels. */
const GUIDE_OVERHANG = 28;

/** The frame's edges, the lines along those that it was drawn to, and its handles. */
export function createFrameMarks(root: HTMLElement) {
  const edges = SIDES.map((side) => lineOn(side, styles.edge, root));
  const guides = SIDES.map((side) => ({
    ...lineOn(side, styles.guide, root),
    overhang: GUIDE_OVERHANG,
    isShown: ({ drag }: Scene) => drag?.guideSides[0] === side,
  }));
  const handles = createHandleMarks(root);
  const tracks = createFrameTracks(root, [...edges, ...guides, ...handles.marks]);
  return {
    show(scene: Scene): void {
      handles.draw(scene);
      tracks.show(scene);
    },
  };
}

function lineOn(side: Side, className: string | undefined, root: HTMLElement): OnFrame {
  return {
    layer: createLayer(document.createElement('div'), className, root),
    places: placesOf([side], 'along'),
    offset: () => -FRAME_WIDTH / 2,
    thickness: FRAME_WIDTH,
  };
}
