import type { Group } from 'konva/lib/Group.js';
import type { Image } from 'konva/lib/shapes/Image.js';
import type { Line } from 'konva/lib/shapes/Line.js';
import type { Rect } from 'konva/lib/shapes/Rect.js';
import { type RefObject, useLayoutEffect, useState } from 'react';
import { mapSides } from '../domain/expansion.ts';
import type { Side, Size } from '../domain/side.ts';
import { createDraft } from './draft.ts';
import { isDraftAllowed } from './draftAllowed.ts';
import type { DraftNodes } from './draftPictures.ts';
import { useEditorStore } from './editorStore.ts';
import { createReadOut } from './readOut.ts';
import { checkerboardTile } from './stageColours.ts';
import { attachGestures } from './stageGestures.ts';
import type { StageNodes } from './stageNodes.ts';
import { createStageView } from './stageView.ts';

/** The source as the stage shows it. */
interface StagePicture {
  readonly size: Size;
  readonly bitmap: ImageBitmap;
}

/** What React puts on the stage, by the refs that it fills. */
interface StageParts {
  container: HTMLElement | null;
  readOut: HTMLElement | null;
  area: Rect | null;
  draft: { group: Group | null; under: Image | null; over: Image | null };
  draftLabel: HTMLElement | null;
  image: Image | null;
  outline: Rect | null;
  limitLine: Line | null;
  bars: Record<Side, Rect | null>;
  sliders: Record<Side, HTMLElement | null>;
}

export function noParts(): StageParts {
  return {
    container: null,
    readOut: null,
    area: null,
    draft: { group: null, under: null, over: null },
    draftLabel: null,
    image: null,
    outline: null,
    limitLine: null,
    bars: mapSides(() => null),
    sliders: mapSides(() => null),
  };
}

/**
 * Joins the drawn stage of one source to what moves it: view, gestures, store, theme and size.
 * Returns the size to draw at.
 */
export function useStage(parts: RefObject<StageParts>, { size, bitmap }: StagePicture): Size {
  const [stage, setStage] = useState<Size>({ width: 0, height: 0 });

  useLayoutEffect(() => {
    const { container, readOut, nodes, sliders, draftNodes, draftLabel } = mounted(parts.current);
    const draft = createDraft({ nodes: draftNodes, label: draftLabel, size, bitmap });
    const view = createStageView({ container, nodes, sliders, draft });
    const switchDraft = (isShown: boolean) => draft.switchTo(isShown && isDraftAllowed());
    const recolour = () => nodes.area.fillPatternImage(checkerboardTile(view.recolour()));
    const onPointer = createReadOut(readOut, size, view);
    const gestures = attachGestures({ container, view, size, onPointer });
    const measure = () => {
      gestures.finish();
      const { width, height } = container.getBoundingClientRect();
      setStage({ width, height });
      view.resize({ width, height });
    };
    view.showSource(size, useEditorStore.getState().expansion);
    measure();
    recolour();

    switchDraft(useEditorStore.getState().isDraftShown);

    const unsubscribe = useEditorStore.subscribe(({ expansion, isDraftShown }) => {
      view.showExpansion(expansion);
      switchDraft(isDraftShown);
    });
    const resizes = new ResizeObserver(measure);
    resizes.observe(container);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', recolour);
    const themes = new MutationObserver(recolour);
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });

    return () => {
      themes.disconnect();
      scheme.removeEventListener('change', recolour);
      resizes.disconnect();
      unsubscribe();
      gestures.detach();
      view.dispose();
      draft.dispose();
    };
  }, [parts, size, bitmap]);

  return stage;
}

interface MountedParts {
  container: HTMLElement;
  readOut: HTMLElement;
  nodes: StageNodes;
  draftNodes: DraftNodes;
  draftLabel: HTMLElement;
  sliders: Record<Side, HTMLElement>;
}

/** Every part, once React has put them all there. @throws Error when one is missing, which only a wrong edit can cause. */
function mounted(parts: StageParts): MountedParts {
  const present = <T>(part: T | null): T => {
    if (part === null) throw new Error('A part of the stage is not mounted.');
    return part;
  };
  return {
    container: present(parts.container),
    readOut: present(parts.readOut),
    nodes: {
      area: present(parts.area),
      image: present(parts.image),
      outline: present(parts.outline),
      limitLine: present(parts.limitLine),
      bars: mapSides((side) => present(parts.bars[side])),
    },
    draftNodes: {
      group: present(parts.draft.group),
      under: present(parts.draft.under),
      over: present(parts.draft.over),
    },
    draftLabel: present(parts.draftLabel),
    sliders: mapSides((side) => present(parts.sliders[side])),
  };
}
