import { sameExpansion } from '../../domain/expansion.ts';
import type { Guide } from '../../domain/snapping.ts';
import type { Scene } from './scene.ts';

/** Whether nothing under the frame has changed between two moments of a drag. */
export function isCanvasStill(before: Scene, now: Scene): boolean {
  return (
    before.drag !== null &&
    now.drag !== null &&
    before.viewport === now.viewport &&
    before.stage === now.stage &&
    before.size === now.size &&
    before.paints === now.paints
  );
}

/** Whether the frame and what belongs to it have not changed either. Limits are the same ones as long as no key changes them. */
export function isUnmoved(before: Scene, now: Scene): boolean {
  const [was, is] = [before.drag, now.drag];
  return (
    was !== null &&
    is !== null &&
    sameExpansion(before.expansion, now.expansion) &&
    was.atLimit === is.atLimit &&
    was.limits === is.limits &&
    was.oneRequest === is.oneRequest &&
    isSameGuide(was.guide, is.guide) &&
    before.activeHandle === now.activeHandle &&
    before.safeZoneOf === now.safeZoneOf &&
    before.steps.length === now.steps.length
  );
}

function isSameGuide(a: Guide | null, b: Guide | null): boolean {
  if (a === null || b === null) return a === b;
  return a.kind === b.kind && a.axis === b.axis && a.figure === b.figure;
}
