import type { Shape } from 'konva/lib/Shape.js';
import type { Image } from 'konva/lib/shapes/Image.js';
import { cropOf } from '../../domain/crop.ts';
import { type Expansion, withinArea } from '../../domain/expansion.ts';
import { frameRect } from '../../domain/frame.ts';
import type { Handle } from '../../domain/handle.ts';
import { planFor } from '../../domain/plan/plan.ts';
import type { Side, Size } from '../../domain/side.ts';
import type { Guide } from '../../domain/snapping.ts';
import { type Rect, rectToScreen, type Viewport } from '../../domain/viewport.ts';
import type { StagePatterns } from './paint/patterns.ts';

/** The Konva nodes of the stage, created once and drawn without React. */
export interface StageNodes {
  /** Under the image, for what it leaves transparent. */
  readonly ground: Shape;
  readonly image: Image;
  /** What the frame adds around the image: pixels yet to come. */
  readonly area: Shape;
  /** Everything that is drawn over image and area at rest. */
  readonly marks: Shape;
}

/** What the stage shows of a drag. */
export interface ShownDrag {
  readonly handle: Handle;
  readonly expansion: Expansion;
  readonly atLimit: boolean;
  /** Where the limit lies for this gesture, as the expansions at it. */
  readonly limits: readonly Expansion[];
  /** Where one request ends, before that limit; none where that is the limit, or nowhere on the way. */
  readonly oneRequest: readonly Expansion[];
  /** What the frame was drawn to, or null. */
  readonly guide: Guide | null;
  /** The edges on which the guide lies; none for no guide. */
  readonly guideSides: readonly Side[];
}

/** What there is to show, before a viewport says where. */
export interface StageContent {
  readonly stage: Size;
  readonly size: Size;
  /** The one set; a drag shows its own. */
  readonly expansion: Expansion;
  readonly drag: ShownDrag | null;
  /** What is under the pointer. */
  readonly hovered: Handle;
  /** The format whose safe zone is shown, or null. */
  readonly safeZoneOf: string | null;
  /** A frame that one request does not reach is shown with its steps. */
  readonly takesSteps: boolean;
  readonly paints: StagePatterns;
}

/** All that is seen on the stage, and where. */
export interface Scene {
  readonly stage: Size;
  readonly size: Size;
  readonly expansion: Expansion;
  readonly viewport: Viewport;
  /** Of the source and of the frame, on the screen. */
  readonly source: Rect;
  readonly frame: Rect;
  /** The frames of a plan's steps but the last, on the screen; none for what one request reaches. */
  readonly steps: readonly Rect[];
  /** What is under the pointer or being dragged. */
  readonly activeHandle: Handle;
  readonly drag: ShownDrag | null;
  /** The format whose safe zone is shown, or null. */
  readonly safeZoneOf: string | null;
  readonly paints: StagePatterns;
}

export function presentScene(content: StageContent, viewport: Viewport): Scene {
  const { stage, size, hovered, drag, safeZoneOf, paints } = content;
  const expansion = shownExpansionOf(content);
  return {
    stage,
    size,
    expansion,
    viewport,
    source: rectToScreen(viewport, { x: 0, y: 0, ...size }),
    frame: rectToScreen(viewport, frameRect(size, expansion)),
    steps: content.takesSteps ? stepFrames(size, expansion).map((each) => rectToScreen(viewport, each)) : [],
    activeHandle: drag?.handle ?? hovered,
    drag,
    safeZoneOf,
    paints,
  };
}

/** In source pixels, the source's top left corner at 0,0. */
function stepFrames(size: Size, expansion: Expansion): Rect[] {
  const steps = withinArea(expansion) ? null : planFor(size, expansion).steps;
  const { left, top } = cropOf(size, expansion) ?? { left: 0, top: 0 };
  return (steps ?? []).slice(0, -1).map(({ frame: { width, height, placement } }) => {
    return { x: left - placement.x, y: top - placement.y, width, height };
  });
}

/** That of the drag in progress, else the one set. */
export function shownExpansionOf({ drag, expansion }: StageContent): Expansion {
  return drag?.expansion ?? expansion;
}
