import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Size } from '../../domain/side.ts';
import { mountStage, type StagePicture } from './mountStage.ts';
import { mounted, type StageRefs } from './stageRefs.ts';

/** Joins the stage that React has put into the page to what moves it. Returns the size to draw at. */
export function useStage(refs: RefObject<StageRefs>, { size, bitmap, shown }: StagePicture): Size {
  const [stage, setStage] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const { view, unmount } = mountStage(mounted(refs.current), { size, bitmap, shown }, setStage);
    refs.current.view = view;
    return () => {
      refs.current.view = null;
      unmount();
    };
  }, [refs, size, bitmap, shown]);
  return stage;
}
