import { CORNERS, cornerOf, handlePoints } from '../../../domain/handle.ts';
import { type Point, SIDES } from '../../../domain/side.ts';
import { BAR_BORDER, barRect, bracketPoints, bracketWidth, isHandle, roomFor } from '../paint/handles.ts';
import type { Scene } from '../scene.ts';
import styles from './dragLayers.module.css';
import { createLayer } from './layer.ts';

/** Side of the square that a bar or a bracket is drawn in, around its own place, in screen pixels. */
const MARK_SIDE = 56;

/** The bars on the frame's edges and the brackets in its corners, each drawn once and then moved. */
export function createHandleLayers(root: HTMLElement) {
  const brackets = CORNERS.map((sides) => ({ sides, mark: createMark('polyline', root) }));
  const bars = SIDES.map((side) => ({ side, mark: createMark('rect', root) }));
  return {
    show({ frame, activeHandle }: Scene): void {
      for (const { sides, mark } of brackets) {
        const isActive = isHandle(activeHandle, sides);
        const points = bracketPoints(sides, { x: 0, y: 0 }, { frame, isActive });
        mark.draw({
          points: points.map(({ x, y }) => `${x},${y}`).join(' '),
          'stroke-width': bracketWidth(isActive),
        });
        mark.put(cornerOf(frame, sides));
      }
      const middles = handlePoints(frame);
      for (const { side, mark } of bars) {
        const isActive = isHandle(activeHandle, [side]);
        const { x, y, width, height } = barRect(
          side,
          { x: 0, y: 0 },
          { room: roomFor(side, frame), isActive },
        );
        const rx = Math.min(width, height) / 2;
        mark.draw({ x, y, width, height, rx, 'stroke-width': BAR_BORDER });
        mark.put(middles[side]);
      }
    },
  };
}

/** One shape in a square of its own, whose middle is moved to a point. */
function createMark(shape: 'polyline' | 'rect', root: HTMLElement) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const half = MARK_SIDE / 2;
  svg.setAttribute('viewBox', `${-half} ${-half} ${MARK_SIDE} ${MARK_SIDE}`);
  const drawn = document.createElementNS('http://www.w3.org/2000/svg', shape);
  svg.append(drawn);
  const layer = createLayer(svg, styles[shape], root);
  const written = new Map<string, string | number>();
  return {
    draw(attributes: Record<string, string | number>): void {
      for (const [name, value] of Object.entries(attributes)) {
        if (written.get(name) === value) continue;
        written.set(name, value);
        drawn.setAttribute(name, String(value));
      }
    },
    /** On whole pixels of the screen, where it stays as sharp as it was drawn. */
    put({ x, y }: Point): void {
      const whole = (at: number) => Math.round((at - half) * devicePixelRatio) / devicePixelRatio;
      layer.move(`translate(${whole(x)}px, ${whole(y)}px)`);
    },
  };
}
