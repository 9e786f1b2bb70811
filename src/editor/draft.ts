import { addsNothing, type Expansion } from '../domain/expansion.ts';
import type { Size } from '../domain/side.ts';
import type { Rect, Viewport } from '../domain/viewport.ts';
import { afterRest } from './afterRest.ts';
import { type DraftPads, draftPadsOf, draftRect, sharedArea } from './draftFrame.ts';
import { createDraftPictures, type DraftNodes } from './draftPictures.ts';
import { openDraftPort } from './draftPort.ts';
import { createDraftQueue } from './draftQueue.ts';
import { frameRect } from './picture.ts';

interface DraftParts {
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
export function createDraft({ nodes, label, size, bitmap }: DraftParts) {
  const pictures = createDraftPictures(nodes);
  let worker: ReturnType<typeof openWorker> | null = null;
  let expansion: Expansion | null = null;
  let frame: Rect = { x: 0, y: 0, ...size };
  let changedAtMs = 0;

  function openWorker() {
    const port = openDraftPort(bitmap, size);
    const queue = createDraftQueue<ImageBitmap>({
      port,
      isUseful,
      onDraft: (picture, pads) => {
        const isResting = performance.now() - changedAtMs > RESTING_MS;
        pictures.show({ bitmap: picture, rect: draftRect(size, pads) }, isResting);
        tell();
      },
      onDropped: (picture) => picture.close(),
    });
    return { port, queue };
  }

  /** A draft that shows less of the present frame than the one there is has been overtaken. */
  function isUseful(pads: DraftPads): boolean {
    const { rect } = pictures;
    return rect === null || sharedArea(draftRect(size, pads), frame) >= sharedArea(rect, frame);
  }

  function wish(mayBeRough: boolean): void {
    if (!worker || !expansion || addsNothing(expansion)) return;
    worker.queue.wish({ pads: draftPadsOf(size, expansion), mayBeRough });
  }

  const rest = afterRest(RESTING_MS, () => wish(false));

  /** While the frame moves, what there is serves for as long as it covers the frame: a drag inwards costs nothing. */
  function isCovered(): boolean {
    const { rect } = pictures;
    return rect !== null && sharedArea(rect, frame) >= COVERED_SHARE * frame.width * frame.height;
  }

  function tell(): void {
    const { rect } = pictures;
    label.hidden = rect === null || sharedArea(rect, frame) <= size.width * size.height;
  }

  function switchOff(): void {
    rest.stop();
    worker?.queue.stop();
    worker?.port.close();
    worker = null;
    pictures.clear();
    tell();
  }

  return {
    /** Called whenever the stage draws; asks for a draft when the frame has outgrown what is shown, and when it rests. */
    follow(shown: Expansion, viewport: Viewport): void {
      if (shown !== expansion) {
        expansion = shown;
        changedAtMs = performance.now();
        frame = frameRect(size, shown);
        if (!isCovered()) wish(true);
        rest.ask();
        tell();
      }
      pictures.arrange(viewport, frame, { x: 0, y: 0, ...size });
    },
    switchTo(isOn: boolean): void {
      if (isOn === (worker !== null)) return;
      if (!isOn) {
        switchOff();
        return;
      }
      worker = openWorker();
      wish(false);
    },
    dispose: switchOff,
  };
}

export type Draft = ReturnType<typeof createDraft>;
