import { type Axis, SIDE_GEOMETRY } from '../../../domain/side.ts';
import type { Scene } from '../scene.ts';

/** The axis that a drag changes the frame along: y where only that, else x. */
export function dragAxis({ activeHandle }: Pick<Scene, 'activeHandle'>): Axis {
  const isUpright = activeHandle.length > 0 && activeHandle.every((side) => SIDE_GEOMETRY[side].axis === 'y');
  return isUpright ? 'y' : 'x';
}
