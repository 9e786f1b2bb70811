import { CORNERS } from '../../../domain/handle.ts';
import { SIDES, type Side } from '../../../domain/side.ts';
import { BAR_BORDER, barRect, bracketPoints, bracketWidth, isHandle, roomFor } from '../paint/handles.ts';
import type { Scene } from '../scene.ts';
import styles from './dragLayers.module.css';
import { type OnFrame, onWholePixel, placesOf } from './frameTracks.ts';
import { createLayer } from './layer.ts';

/** Side of the square that a bar or a bracket is drawn in, around its own place, in screen pixels. */
const MARK_SIDE = 56;
const HALF = MARK_SIDE / 2;
const ORIGIN = { x: 0, y: 0 };

/** The bars on the frame's edges and the brackets in its corners, each drawn once and then moved. */
export function createHandleMarks(root: HTMLElement) {
  const brackets = CORNERS.map((sides) => ({ sides, mark: createMark(sides, 'polyline', root) }));
  const bars = SIDES.map((side) => ({ side, mark: createMark([side], 'rect', root) }));
  return {
    /** From the bottom up. */
    marks: [...brackets, ...bars].map(({ mark }): OnFrame => mark),
    draw({ frame, activeHandle }: Pick<Scene, 'frame' | 'activeHandle'>): void {
      for (const { sides, mark } of brackets) {
        const isActive = isHandle(activeHandle, sides);
        const points = bracketPoints(sides, ORIGIN, { frame, isActive });
        mark.draw({
          points: points.map(({ x, y }) => `${x},${y}`).join(' '),
          'stroke-width': bracketWidth(isActive),
        });
      }
      for (const { side, mark } of bars) {
        const isActive = isHandle(activeHandle, [side]);
        const { x, y, width, height } = barRect(side, ORIGIN, { room: roomFor(side, frame), isActive });
        const rx = Math.min(width, height) / 2;
        mark.draw({ x, y, width, height, rx, 'stroke-width': BAR_BORDER });
      }
    },
  };
}

/** One shape in a square of its own, whose middle stands on the frame. */
function createMark(sides: readonly Side[], shape: 'polyline' | 'rect', root: HTMLElement) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', `${-HALF} ${-HALF} ${MARK_SIDE} ${MARK_SIDE}`);
  const drawn = document.createElementNS('http://www.w3.org/2000/svg', shape);
  svg.append(drawn);
  const written = new Map<string, string | number>();
  return {
    layer: createLayer(svg, styles[shape], root),
    places: placesOf(sides, 'middle'),
    offset: () => onWholePixel(-HALF),
    thickness: 1,
    draw(attributes: Record<string, string | number>): void {
      for (const [name, value] of Object.entries(attributes)) {
        if (written.get(name) === value) continue;
        written.set(name, value);
        drawn.setAttribute(name, String(value));
      }
    },
  };
}
