import { lengthAlong, SIDE_GEOMETRY, SIDES } from '../../../domain/side.ts';
import { reachOf } from '../paint/limits.ts';
import type { Scene } from '../scene.ts';
import styles from './dragLayers.module.css';
import { createLayer } from './layer.ts';

/** A dashed line is stretched at most so far before it is drawn anew at its length. */
const MAX_STRETCH = 1.25;

/** While some sides are dragged, each other one shows how far it could still go, as long as that is a visible step. */
export function createReachLayers(root: HTMLElement) {
  const reaches = SIDES.map((side) => ({ side, line: createDashedLine(SIDE_GEOMETRY[side].axis, root) }));
  return {
    show(scene: Scene): void {
      const { frame } = scene;
      for (const { side, line } of reaches) {
        const edge = reachOf(side, scene);
        const along = SIDE_GEOMETRY[side].axis === 'x' ? 'y' : 'x';
        line.put(edge === null ? null : { edge, from: frame[along], length: lengthAlong(along, frame) });
      }
    },
  };
}

interface DashedPlace {
  /** Where the line lies on the axis across it. */
  readonly edge: number;
  readonly from: number;
  readonly length: number;
}

/** A line across an axis. Its dashes stretch with it, less than one sees. */
function createDashedLine(axis: 'x' | 'y', root: HTMLElement) {
  const layer = createLayer(document.createElement('div'), styles[`reach-${axis}`], root);
  let drawn = 0;
  return {
    put(place: DashedPlace | null): void {
      if (!place) {
        layer.move(null);
        return;
      }
      const { edge, from, length } = place;
      if (drawn === 0 || length > drawn * MAX_STRETCH || length < drawn / MAX_STRETCH) {
        drawn = length;
        layer.element.style[axis === 'x' ? 'height' : 'width'] = `${length}px`;
      }
      const stretch = length / drawn;
      const at = Math.round(edge - 0.75);
      layer.move(
        axis === 'x'
          ? `translate(${at}px, ${from}px) scale(1, ${stretch})`
          : `translate(${from}px, ${at}px) scale(${stretch}, 1)`,
      );
    },
  };
}
