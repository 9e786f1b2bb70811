import type { Result } from '../../domain/contract/result.ts';
import type { Point, Size } from '../../domain/side.ts';
import type { Rect } from '../../domain/viewport.ts';
import type { WheelMove } from '../../ui/wheelMove.ts';

/** The variants that are still compared, and the one that is picked; rejected ones come back when all are shown again. */
export interface Survey {
  readonly rejected: ReadonlySet<string>;
  readonly pickedId: string | null;
}

export const WHOLE_SURVEY: Survey = { rejected: new Set(), pickedId: null };

export function surveyed(results: readonly Result[], { rejected }: Survey): Result[] {
  return results.filter(({ id }) => !rejected.has(id));
}

/** Takes a variant out; the last one stays. The one after it is picked, else the one before. */
export function withRejected(results: readonly Result[], survey: Survey, id: string): Survey {
  const left = surveyed(results, survey);
  const at = left.findIndex((result) => result.id === id);
  if (at < 0 || left.length < 2) return survey;
  const next = left[at + 1] ?? left[at - 1];
  return { rejected: new Set([...survey.rejected, id]), pickedId: next?.id ?? null };
}

/** Columns in which so many pictures of one aspect are shown largest in a room. */
export function surveyColumns(count: number, aspect: number, room: Size): number {
  let best = { columns: 1, width: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const width = Math.min(room.width / columns, (room.height / rows) * aspect);
    if (width > best.width + 0.5) best = { columns, width };
  }
  return best.columns;
}

/** How all variants are looked at: how often as large as fitted, and which point of the picture (shares of its sides) is in the middle. */
export interface SurveyView {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

export const FITTED: SurveyView = { zoom: 1, x: 0.5, y: 0.5 };

/** What a zoom does: how much larger it gets, around which point (from the middle of a cell, in shares of the fitted picture), and where it ends. */
interface SurveyZoom {
  readonly factor: number;
  readonly at: Point;
  readonly most: number;
}

/** Zoomed with the point under the pointer held. */
export function zoomedSurvey(view: SurveyView, { factor, at, most }: SurveyZoom): SurveyView {
  const zoom = Math.min(most, Math.max(1, view.zoom * factor));
  const shift = 1 / view.zoom - 1 / zoom;
  return held({ zoom, x: view.x + at.x * shift, y: view.y + at.y * shift });
}

/** Moved by a drag, in shares of the fitted picture. */
export function pannedSurvey(view: SurveyView, by: { x: number; y: number }): SurveyView {
  return held({ ...view, x: view.x - by.x / view.zoom, y: view.y - by.y / view.zoom });
}

/** After a pointer, or two fingers, went from points of the screen to others, over a cell that lies there. */
export function draggedSurvey(
  from: SurveyView,
  { before, now }: Drag,
  { box, most }: Pick<WheelPlace, 'box' | 'most'>,
): SurveyView {
  const start = middleOf(before);
  const end = middleOf(now);
  const apart = spreadOf(before);
  const factor = apart > 0 ? spreadOf(now) / apart : 1;
  const by = { x: (end.x - start.x) / box.width, y: (end.y - start.y) / box.height };
  return pannedSurvey(zoomedSurvey(from, { factor, at: inCell(start, box), most }), by);
}

/** The same pointers, in the same order. */
interface Drag {
  readonly before: readonly Point[];
  readonly now: readonly Point[];
}

function middleOf(points: readonly Point[]): Point {
  const share = 1 / Math.max(1, points.length);
  return points.reduce((sum, { x, y }) => ({ x: sum.x + x * share, y: sum.y + y * share }), { x: 0, y: 0 });
}

/** How far the first two are apart; 0 for one. */
function spreadOf([first, second]: readonly Point[]): number {
  return first && second ? Math.hypot(first.x - second.x, first.y - second.y) : 0;
}

/** From the middle of a cell, in shares of its sides. */
function inCell(point: Point, box: Rect): Point {
  return { x: (point.x - box.x) / box.width - 0.5, y: (point.y - box.y) / box.height - 0.5 };
}

/** After a turn of the wheel at a point of the screen, over a cell that lies there. */
export function turnedSurvey(
  view: SurveyView,
  move: WheelMove,
  { box, point, most }: WheelPlace,
): SurveyView {
  if (move.kind === 'pan') {
    return pannedSurvey(view, { x: move.by.x / box.width, y: move.by.y / box.height });
  }
  return zoomedSurvey(view, { factor: move.factor, at: inCell(point, box), most });
}

interface WheelPlace {
  readonly box: Rect;
  readonly point: Point;
  readonly most: number;
}

/** The zoom at which a pixel of the picture is one of the screen; 1 for what is smaller than its cell. */
export function pixelZoom(image: Size, cell: Size, pixelRatio: number): number {
  return cell.width > 0 ? Math.max(1, image.width / (cell.width * pixelRatio)) : 1;
}

/** From fitted to pixel by pixel around the middle, and back. */
export function toggledSurvey(view: SurveyView, pixelByPixel: number): SurveyView {
  return view.zoom > 1 ? FITTED : { ...FITTED, zoom: pixelByPixel };
}

/** Where the whole picture lies, of a cell that it fills when it is fitted, in screen pixels of the cell. */
export function surveyRect({ zoom, x, y }: SurveyView, cell: Size): Rect {
  return {
    x: cell.width * (0.5 - zoom * x),
    y: cell.height * (0.5 - zoom * y),
    width: cell.width * zoom,
    height: cell.height * zoom,
  };
}

function held({ zoom, x, y }: SurveyView): SurveyView {
  const reach = 0.5 / zoom;
  const hold = (value: number) => Math.min(1 - reach, Math.max(reach, value));
  return { zoom, x: hold(x), y: hold(y) };
}
