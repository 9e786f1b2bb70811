import { useMemo } from 'react';
import type { Reach } from '../../domain/reach.ts';
import type { Size } from '../../domain/side.ts';
import { useEditorStore } from './editorStore.ts';

/** A source's size, and whether its frame may go beyond one request as it is set now. */
export function reachNow(size: Size): Reach {
  const { goesBeyond } = useEditorStore.getState();
  return { ...size, goesBeyond };
}

/** The same, for what is drawn. */
export function useReach(size: Size): Reach {
  const goesBeyond = useEditorStore((state) => state.goesBeyond);
  return useMemo(() => ({ ...size, goesBeyond }), [size, goesBeyond]);
}
