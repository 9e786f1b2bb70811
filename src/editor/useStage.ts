import type { Image } from 'konva/lib/shapes/Image.js';
import type { Line } from 'konva/lib/shapes/Line.js';
import type { Rect } from 'konva/lib/shapes/Rect.js';
import { type RefObject, useLayoutEffect, useState } from 'react';
import { mapSides } from '../domain/expansion.ts';
import type { Side, Size } from '../domain/side.ts';
import { useEditorStore } from './editorStore.ts';
import { createReadOut } from './readOut.ts';
import { checkerboardTile } from './stageColours.ts';
import { attachGestures } from './stageGestures.ts';
import type { StageNodes } from './stageNodes.ts';
import { createStageView } from './stageView.ts';

/** What React puts on the stage, by the refs that it fills. */
interface StageParts {
  container: HTMLElement | null;
  readOut: HTMLElement | null;
  area: Rect | null;
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
export function useStage(parts: RefObject<StageParts>, size: Size): Size {
  const [stage, setStage] = useState<Size>({ width: 0, height: 0 });

  useLayoutEffect(() => {
    const { container, readOut, nodes, sliders } = mounted(parts.current);
    const view = createStageView({ container, nodes, sliders });
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

    const unsubscribe = useEditorStore.subscribe(({ expansion }) => view.showExpansion(expansion));
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
    };
  }, [parts, size]);

  return stage;
}

interface MountedParts {
  container: HTMLElement;
  readOut: HTMLElement;
  nodes: StageNodes;
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
    sliders: mapSides((side) => present(parts.sliders[side])),
  };
}
