import { useMemo } from 'react';
import type { Task } from '../../../domain/contract/task.ts';
import { placedExpansion } from '../../../domain/crop.ts';
import { frameRect } from '../../../domain/frame.ts';
import type { Rect } from '../../../domain/viewport.ts';

/** The frame of a task, in source pixels, the source's top left corner at 0,0. */
export function useTaskRect({ source, crop, expansion }: Task): Rect {
  return useMemo(
    () => frameRect(source, placedExpansion(source, { crop, expansion })),
    [source, crop, expansion],
  );
}
