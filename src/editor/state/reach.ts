import { useMemo } from 'react';
import type { Reach } from '../../domain/reach.ts';
import type { Size } from '../../domain/side.ts';
import { useEditorStore } from './editorStore.ts';

/** A source's size, and what its frame may do as it is set now. */
export function reachNow(size: Size): Reach {
  const { goesBeyond, allowsCropping } = useEditorStore.getState();
  return { ...size, goesBeyond, allowsCropping };
}

/** The same, for what is drawn. */
export function useReach(size: Size): Reach {
  const goesBeyond = useEditorStore((state) => state.goesBeyond);
  const allowsCropping = useEditorStore((state) => state.allowsCropping);
  return useMemo(() => ({ ...size, goesBeyond, allowsCropping }), [size, goesBeyond, allowsCropping]);
}
