import type { Result } from '../../domain/contract.ts';
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
const MAX_ZOOM = 16;

/** Zoomed with the point under the pointer held; `at` is measured from the middle of a cell, in shares of the fitted picture. */
export function zoomedSurvey(view: SurveyView, factor: number, at: { x: number; y: number }): SurveyView {
  const zoom = Math.min(MAX_ZOOM, Math.max(1, view.zoom * factor));
  const shift = 1 / view.zoom - 1 / zoom;
  return held({ zoom, x: view.x + at.x * shift, y: view.y + at.y * shift });
}

/** Moved by a drag, in shares of the fitted picture. */
export function pannedSurvey(view: SurveyView, by: { x: number; y: number }): SurveyView {
  return held({ ...view, x: view.x - by.x / view.zoom, y: view.y - by.y / view.zoom });
}

/** After a turn of the wheel at a point of the screen, over a cell that lies there. */
export function turnedSurvey(view: SurveyView, move: WheelMove, { box, point }: WheelPlace): SurveyView {
  if (move.kind === 'pan') {
    return pannedSurvey(view, { x: move.by.x / box.width, y: move.by.y / box.height });
  }
  const at = { x: (point.x - box.x) / box.width - 0.5, y: (point.y - box.y) / box.height - 0.5 };
  return zoomedSurvey(view, move.factor, at);
}

interface WheelPlace {
  readonly box: Rect;
  readonly point: Point;
}

function held({ zoom, x, y }: SurveyView): SurveyView {
  const reach = 0.5 / zoom;
  const hold = (value: number) => Math.min(1 - reach, Math.max(reach, value));
  return { zoom, x: hold(x), y: hold(y) };
}
