import type { Group } from 'konva/lib/Group.js';
import type { Shape } from 'konva/lib/Shape.js';
import type { Image } from 'konva/lib/shapes/Image.js';
import { mapSides } from '../domain/expansion.ts';
import type { Side } from '../domain/side.ts';
import type { DraftNodes } from './draftPictures.ts';
import type { StageNodes } from './picture.ts';
import type { StageView } from './stageView.ts';

/** What React puts on the stage, by the refs that it fills. */
export interface StageParts {
  container: HTMLElement | null;
  readOut: HTMLElement | null;
  ground: Shape | null;
  area: Shape | null;
  draft: { group: Group | null; under: Image | null; over: Image | null };
  draftLabel: HTMLElement | null;
  image: Image | null;
  sharp: Image | null;
  marks: Shape | null;
  guideChip: HTMLElement | null;
  zoomFigure: HTMLElement | null;
  /** Set while the stage stands. */
  view: StageView | null;
  sliders: Record<Side, HTMLElement | null>;
}

export function noParts(): StageParts {
  return {
    container: null,
    readOut: null,
    ground: null,
    area: null,
    draft: { group: null, under: null, over: null },
    draftLabel: null,
    image: null,
    sharp: null,
    marks: null,
    guideChip: null,
    zoomFigure: null,
    view: null,
    sliders: mapSides(() => null),
  };
}

interface MountedParts {
  container: HTMLElement;
  readOut: HTMLElement;
  nodes: StageNodes;
  draftNodes: DraftNodes;
  draftLabel: HTMLElement;
  sharp: Image;
  guideChip: HTMLElement;
  zoomFigure: HTMLElement;
  sliders: Record<Side, HTMLElement>;
}

/** Every part, once React has put them all there. @throws Error when one is missing, which only a wrong edit can cause. */
export function mounted(parts: StageParts): MountedParts {
  const present = <T>(part: T | null): T => {
    if (part === null) throw new Error('A part of the stage is not mounted.');
    return part;
  };
  return {
    container: present(parts.container),
    readOut: present(parts.readOut),
    nodes: {
      ground: present(parts.ground),
      area: present(parts.area),
      image: present(parts.image),
      marks: present(parts.marks),
    },
    draftNodes: {
      group: present(parts.draft.group),
      under: present(parts.draft.under),
      over: present(parts.draft.over),
    },
    draftLabel: present(parts.draftLabel),
    sharp: present(parts.sharp),
    guideChip: present(parts.guideChip),
    zoomFigure: present(parts.zoomFigure),
    sliders: mapSides((side) => present(parts.sliders[side])),
  };
}
