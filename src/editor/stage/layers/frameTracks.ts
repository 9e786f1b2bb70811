import { type Axis, lengthAlong, SIDE_GEOMETRY, type Side } from '../../../domain/side.ts';
import type { Rect } from '../../../domain/viewport.ts';
import type { Scene } from '../scene.ts';
import { dragAxis } from './dragAxis.ts';
import styles from './dragLayers.module.css';
import { createLayer, type Layer } from './layer.ts';

const PLACES = ['along', 'start', 'end', 'middle'] as const;
/** Where on an axis of the frame something stands: at its start, its middle or its end, or along all of it. */
type Place = (typeof PLACES)[number];

/** Something that stands on the frame, on a place of each axis. */
export interface OnFrame {
  readonly layer: Layer<HTMLElement | SVGElement>;
  readonly places: Readonly<Record<Axis, Place>>;
  /** From its place to where it begins, in screen pixels. */
  readonly offset: () => number;
  /** What it is stretched to where it does not go along the frame. */
  readonly thickness: number;
  /** How far it goes on past the frame that it goes along, in screen pixels. */
  readonly overhang?: number;
  readonly isShown?: (scene: Scene) => boolean;
}

/**
 * Tracks: elements that carry all that stands at the start, the middle or the end of the frame, or goes along it, on the
 * axis that the drag changes. They alone are moved, however much they carry: most of what a move costs the browser is to
 * look at the styles of what was moved.
 *
 *     start  middle   end
 *       ┌──    ══    ──┐     along: stretched, with the upper and the lower edge
 *       ║              ║
 *       └──    ══    ──┘
 *
 * Of what is carried, what comes later lies above what came before it on the same track.
 */
export function createFrameTracks(root: HTMLElement, carried: readonly OnFrame[]) {
  const createTrack = () => createLayer(document.createElement('div'), styles.track, root);
  // From the bottom up.
  const tracks: Record<Place, Layer> = {
    along: createTrack(),
    start: createTrack(),
    end: createTrack(),
    middle: createTrack(),
  };
  let turnedTo: Axis | null = null;

  function turn(axis: Axis): void {
    turnedTo = axis;
    for (const { layer, places } of carried) tracks[places[axis]].element.append(layer.element);
  }

  return {
    show(scene: Scene): void {
      const axis = dragAxis(scene);
      if (axis !== turnedTo) turn(axis);
      const other = axis === 'x' ? 'y' : 'x';
      const [along, across] = [spansOf(axis, scene.frame), spansOf(other, scene.frame)];
      for (const place of PLACES) tracks[place].move(transformOf(axis, along[place], STILL));
      for (const one of carried) {
        const isShown = one.isShown?.(scene) ?? true;
        const own = onTrack(one, one.places[axis], along);
        one.layer.move(isShown ? transformOf(axis, own, acrossTrack(one, one.places[other], across)) : null);
      }
    },
  };
}

/** On one axis: where it begins, and what one pixel of it is stretched to. */
interface Span {
  readonly at: number;
  readonly length: number;
}

type Spans = Readonly<Record<Place, Span>>;

const STILL: Span = { at: 0, length: 1 };

/** The places of a frame on an axis, on whole pixels of the screen, where a mark stays as sharp as it was drawn. */
function spansOf(axis: Axis, frame: Rect): Spans {
  const length = lengthAlong(axis, frame);
  const at = (share: number) => onWholePixel(frame[axis] + share * length);
  const [start, middle, end] = [at(0), at(0.5), at(1)];
  return {
    // One pixel at least: what is stretched to nothing stays nothing.
    along: { at: start, length: Math.max(1 / devicePixelRatio, end - start) },
    start: { at: start, length: 1 },
    middle: { at: middle, length: 1 },
    end: { at: end, length: 1 },
  };
}

export function onWholePixel(at: number): number {
  return Math.round(at * devicePixelRatio) / devicePixelRatio;
}

/** On a track that is where it belongs, and stretched, already. */
function onTrack({ offset, thickness, overhang = 0 }: OnFrame, place: Place, spans: Spans): Span {
  if (place !== 'along') return { at: offset(), length: thickness };
  const { length } = spans.along;
  return { at: -overhang / length, length: 1 + (2 * overhang) / length };
}

function acrossTrack({ offset, thickness, overhang = 0 }: OnFrame, place: Place, spans: Spans): Span {
  const { at, length } = spans[place];
  if (place !== 'along') return { at: at + offset(), length: thickness };
  return { at: at - overhang, length: length + 2 * overhang };
}

function transformOf(axis: Axis, along: Span, across: Span): string {
  const [x, y] = axis === 'x' ? [along, across] : [across, along];
  return `translate(${x.at}px, ${y.at}px) scale(${x.length}, ${y.length})`;
}

/** Where what belongs to some sides stands: each on its own axis, and by `otherwise` on one that none of them is on. */
export function placesOf(sides: readonly Side[], otherwise: Place): Record<Axis, Place> {
  const on = (axis: Axis): Place => {
    const side = sides.find((each) => SIDE_GEOMETRY[each].axis === axis);
    if (!side) return otherwise;
    return SIDE_GEOMETRY[side].outward > 0 ? 'end' : 'start';
  };
  return { x: on('x'), y: on('y') };
}
