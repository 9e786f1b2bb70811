import { addsNothing, type Expansion, NO_EXPANSION } from '../../domain/expansion.ts';
import type { Size } from '../../domain/side.ts';
import type { Rect } from '../../domain/viewport.ts';
import { debounce } from '../../ui/debounce.ts';
import { draftOf, draftPadsOf, draftRect } from './draftFrame.ts';
import { openDraftPort } from './draftPort.ts';
import { createDraftRefiner } from './draftRefiner.ts';

/** A draft that has been looked at for so long is made finer, where the screen could show more. */
const REFINE_MS = 700;

interface RefineOptions {
  readonly bitmap: ImageBitmap;
  readonly size: Size;
  /** That of the frame whose draft is shown whole; null while there is none. */
  readonly drafted: () => Expansion | null;
  readonly show: (bitmap: ImageBitmap, rect: Rect) => void;
}

/** Makes the draft finer while its frame rests. */
export function refineAtRest({ bitmap, size, drafted, show }: RefineOptions) {
  /** Pixels of the screen for each of the source. */
  let shownZoom = 0;
  let resting: Expansion | null = null;
  const refiner = createDraftRefiner<ImageBitmap>({
    openPort: (copySide) => {
      const port = openDraftPort(bitmap, size, copySide);
      const frame = draftOf(size, resting ?? NO_EXPANSION, copySide);
      return { fill: () => port.fill({ ...frame, mayBeRough: false }), close: port.close };
    },
    onPicture: (picture, copySide) => {
      if (resting) show(picture, draftRect(size, draftPadsOf(size, resting, copySide), copySide));
    },
  });
  const rest = debounce(REFINE_MS, () => {
    const expansion = drafted();
    if (!expansion || addsNothing(expansion)) return;
    resting = expansion;
    refiner.refine(Math.max(size.width, size.height) * shownZoom);
  });
  return {
    /** A draft is there, or another zoom. */
    ask: rest.ask,
    setZoom(zoom: number): void {
      const next = zoom * devicePixelRatio;
      if (next === shownZoom) return;
      shownZoom = next;
      rest.ask();
    },
    /** The frame moves. */
    stop(): void {
      rest.stop();
      refiner.cancel();
      resting = null;
    },
  };
}
