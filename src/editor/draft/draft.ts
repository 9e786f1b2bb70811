import { addsNothing, areaFactor, type Expansion } from '../../domain/expansion.ts';
import { frameRect } from '../../domain/frame.ts';
import type { Size } from '../../domain/side.ts';
import type { Rect, Viewport } from '../../domain/viewport.ts';
import { debounce } from '../../ui/debounce.ts';
import {
  type DraftPads,
  draftOf,
  draftPadsAhead,
  draftRect,
  MAX_DRAFT_FACTOR,
  sharedArea,
} from './draftFrame.ts';
import type { DraftRequest } from './draftMessage.ts';
import { createDraftPictures, type DraftNodes } from './draftPictures.ts';
import { openDraftPort } from './draftPort.ts';
import { createDraftQueue } from './draftQueue.ts';
import { refineAtRest } from './refineAtRest.ts';

interface DraftOptions {
  readonly nodes: DraftNodes;
  /** Says that a draft is shown. */
  readonly label: HTMLElement;
  readonly size: Size;
  readonly bitmap: ImageBitmap;
}

/** A frame that has not changed for so long rests: now is the time for a whole draft, which may take its time to appear. */
const RESTING_MS = 200;

/** Frames are rounded to whole pixels, drafts are not. */
const COVERED_SHARE = 0.999;

/** The live draft of what the frame will hold: follows the stage, and fills in a worker of its own. */
export function createDraft({ nodes, label, size, bitmap }: DraftOptions) {
  const pictures = createDraftPictures(nodes);
  let worker: ReturnType<typeof openWorker> | null = null;
  let expansion: Expansion | null = null;
  let frame: Rect = { x: 0, y: 0, ...size };
  let changedAtMs = 0;

  const onDraft = (bitmap: ImageBitmap, pads: DraftPads) => {
    const isResting = performance.now() - changedAtMs > RESTING_MS;
    pictures.show({ bitmap, rect: draftRect(size, pads) }, isResting);
    refinement.ask();
    tell();
  };
  const refinement = refineAtRest({
    bitmap,
    size,
    drafted: () => (worker && covers(pictures.rect, frame) ? expansion : null),
    show: (picture, rect) => pictures.show({ bitmap: picture, rect }, true),
  });
  const isUseful = (pads: DraftPads) => showsMore(draftRect(size, pads), pictures.rect, frame);

  function request(movedFrom?: Expansion | null): void {
    if (!worker || !expansion || addsNothing(expansion)) return;
    if (areaFactor(expansion) > MAX_DRAFT_FACTOR) return;
    worker.queue.request(requestFor(size, expansion, movedFrom));
  }

  const rest = debounce(RESTING_MS, () => request());

  const tell = () => show(label, isAround({ x: 0, y: 0, ...size }, pictures.rect, frame));

  function switchOff(): void {
    rest.stop();
    refinement.stop();
    worker?.queue.stop();
    worker?.port.close();
    worker = null;
    pictures.clear();
    tell();
  }

  return {
    /** Called whenever the stage draws; asks for a draft when the frame has outgrown what is shown, and when it rests. */
    follow(shown: Expansion): void {
      if (shown === expansion) return;
      const before = expansion;
      expansion = shown;
      changedAtMs = performance.now();
      frame = frameRect(size, shown);
      refinement.stop();
      if (!covers(pictures.rect, frame)) request(before);
      rest.ask();
      tell();
    },
    arrange(at: Viewport, shown: Parameters<typeof pictures.arrange>[1]): void {
      pictures.arrange(at, shown);
      refinement.setZoom(at.zoom);
    },
    switchTo(isOn: boolean): void {
      if (isOn === (worker !== null)) return;
      if (!isOn) {
        switchOff();
        return;
      }
      worker = openWorker({ bitmap, size, isUseful, onDraft });
      request();
    },
    dispose: switchOff,
  };
}

/** A draft of the frame; of one that has just moved from another, a rough one that goes on where it grew. */
function requestFor(size: Size, expansion: Expansion, movedFrom?: Expansion | null): DraftRequest {
  const whole = draftOf(size, expansion);
  const pads = movedFrom ? draftPadsAhead(size, movedFrom, expansion) : whole.pads;
  return { ...whole, pads, mayBeRough: movedFrom !== undefined };
}

interface DraftWorkerOptions {
  readonly bitmap: ImageBitmap;
  readonly size: Size;
  readonly isUseful: (pads: DraftPads) => boolean;
  readonly onDraft: (picture: ImageBitmap, pads: DraftPads) => void;
}

function openWorker({ bitmap, size, isUseful, onDraft }: DraftWorkerOptions) {
  const port = openDraftPort(bitmap, size);
  const onDropped = (picture: ImageBitmap) => picture.close();
  return { port, queue: createDraftQueue<ImageBitmap>({ port, isUseful, onDraft, onDropped }) };
}

/** Written only where it changes: the browser looks at styles anew for what stays the same as well. */
function show(label: HTMLElement, isShown: boolean): void {
  if (label.hidden === isShown) label.hidden = !isShown;
}

/** Whether something of a draft is seen in a frame, beside its source. */
function isAround(source: Rect, draft: Rect | null, frame: Rect): boolean {
  return draft !== null && sharedArea(draft, frame) > sharedArea(source, frame);
}

/** A draft that shows less of the present frame than the one there is has been overtaken. */
function showsMore(next: Rect, shown: Rect | null, frame: Rect): boolean {
  return shown === null || covers(next, frame) || sharedArea(next, frame) >= sharedArea(shown, frame);
}

/** While the frame moves, what there is serves for as long as it covers the frame: a drag inwards costs nothing. */
function covers(shown: Rect | null, frame: Rect): boolean {
  return shown !== null && sharedArea(shown, frame) >= COVERED_SHARE * frame.width * frame.height;
}

export type Draft = ReturnType<typeof createDraft>;
