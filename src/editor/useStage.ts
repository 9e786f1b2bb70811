import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Size } from '../domain/side.ts';
import { createDraft } from './draft.ts';
import { isDraftAllowed } from './draftAllowed.ts';
import type { EditorState } from './editorState.ts';
import { useEditorStore } from './editorStore.ts';
import { createGuideChip } from './guideChip.ts';
import { createReadOut } from './readOut.ts';
import { createSharpCopy } from './sharpCopy.ts';
import { createStageDrag } from './stageDrag.ts';
import { attachKeys } from './stageKeys.ts';
import { mounted, type StageParts } from './stageParts.ts';
import { attachPointers } from './stagePointers.ts';
import { createStageView } from './stageView.ts';
import { attachWheel } from './stageWheel.ts';

/** The source as the stage shows it. */
interface StagePicture {
  readonly size: Size;
  readonly bitmap: ImageBitmap;
  readonly file: Blob;
}

/**
 * Joins the drawn stage of one source to what moves it: view, gestures, store, theme and size.
 * Returns the size to draw at.
 */
export function useStage(parts: RefObject<StageParts>, { size, bitmap, file }: StagePicture): Size {
  const [stage, setStage] = useState<Size>({ width: 0, height: 0 });

  useLayoutEffect(() => {
    const { container, readOut, nodes, draftNodes, sharp, ...elements } = mounted(parts.current);
    const draft = createDraft({ nodes: draftNodes, label: elements.draftLabel, size, bitmap });
    const sharpCopy = createSharpCopy({ node: sharp, file, size, displayWidth: bitmap.width });
    const guideChip = createGuideChip(elements.guideChip);
    const view = createStageView({ container, nodes, draft, sharpCopy, ...elements, guideChip });
    parts.current.view = view;
    const figures = createReadOut(readOut, size, view);
    const drag = createStageDrag({ view, size, onPointer: figures.follow });
    const keys = attachKeys({ container, view, drag, cancel: () => pointers.finish('restore') });
    const pointers = attachPointers({ container, view, drag, size, isSpaceHeld: keys.isSpaceHeld });
    const detachWheel = attachWheel(container, view, () => drag.isOn);
    const finish = () => pointers.finish('keep');
    const detachTheme = followTheme(view.recolour);
    const switchDraft = (isShown: boolean) => draft.switchTo(isShown && isDraftAllowed());
    const measure = () => {
      // The pointer is somewhere else on a stage that changes its size.
      finish();
      const { width, height } = container.getBoundingClientRect();
      setStage({ width, height });
      view.resize({ width, height });
    };
    view.showSource(size, useEditorStore.getState().expansion);
    measure();
    const follow = ({ expansion, isDraftShown, isSafeZoneShown, formatId }: EditorState) => {
      view.showSafeZone(isSafeZoneShown ? formatId : null);
      view.showExpansion(expansion);
      switchDraft(isDraftShown);
    };
    follow(useEditorStore.getState());
    const unsubscribe = useEditorStore.subscribe(follow);
    const resizes = new ResizeObserver(measure);
    resizes.observe(container);
    window.addEventListener('blur', finish);

    return () => {
      window.removeEventListener('blur', finish);
      resizes.disconnect();
      unsubscribe();
      detachTheme();
      detachWheel();
      pointers.detach();
      keys.detach();
      figures.dispose();
      parts.current.view = null;
      view.dispose();
      sharpCopy.dispose();
      draft.dispose();
    };
  }, [parts, size, bitmap, file]);

  return stage;
}

/** Calls `recolour` whenever the theme changes, by the system or by hand. Returns what ends that. */
function followTheme(recolour: () => void): () => void {
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', recolour);
  const themes = new MutationObserver(recolour);
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    themes.disconnect();
    scheme.removeEventListener('change', recolour);
  };
}
