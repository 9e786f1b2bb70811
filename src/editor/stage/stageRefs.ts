import type { Group } from 'konva/lib/Group.js';
import type { Shape } from 'konva/lib/Shape.js';
import type { Image } from 'konva/lib/shapes/Image.js';
import { mapSides } from '../../domain/expansion.ts';
import type { Side } from '../../domain/side.ts';
import type { DraftNodes } from '../draft/draftPictures.ts';
import type { StageNodes } from './scene.ts';
import type { StageView } from './stageView.ts';

/** What React puts on the stage, by the refs that it fills. */
export interface StageRefs {
  container: HTMLElement | null;
  readOut: HTMLElement | null;
  ground: Shape | null;
  area: Shape | null;
  draft: { group: Group | null; under: Image | null; over: Image | null };
  draftLabel: HTMLElement | null;
  image: Image | null;
  sharp: Image | null;
  marks: Shape | null;
  dragLayers: HTMLElement | null;
  guideChip: HTMLElement | null;
  zoomLabel: HTMLElement | null;
  /** Set while the stage stands. */
  view: StageView | null;
  sliders: Record<Side, HTMLElement | null>;
}

export function noRefs(): StageRefs {
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
    dragLayers: null,
    guideChip: null,
    zoomLabel: null,
    view: null,
    sliders: mapSides(() => null),
  };
}

export interface MountedRefs {
  container: HTMLElement;
  readOut: HTMLElement;
  nodes: StageNodes;
  draftNodes: DraftNodes;
  draftLabel: HTMLElement;
  sharp: Image;
  dragLayers: HTMLElement;
  guideChip: HTMLElement;
  zoomLabel: HTMLElement;
  sliders: Record<Side, HTMLElement>;
}

/** Every part, once React has put them all there. @throws Error when one is missing, which only a wrong edit can cause. */
export function mounted(parts: StageRefs): MountedRefs {
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
    dragLayers: present(parts.dragLayers),
    guideChip: present(parts.guideChip),
    zoomLabel: present(parts.zoomLabel),
    sliders: mapSides((side) => present(parts.sliders[side])),
  };
}
