import { DRAFT_SIDE } from './draftFrame.ts';
import type { Drafted } from './draftMessage.ts';

/** Long sides of the copies that finer drafts are made of: each takes about four times as long as the one before. */
const FINER_SIDES = [512, 1024] as const;

interface RefinerPort<Picture> {
  fill(): Promise<Drafted<Picture>>;
  /** Ends the fill that runs. */
  close(): void;
}

interface RefinerOptions<Picture> {
  /** Starts a worker of its own on a copy whose long side is so many pixels. */
  readonly openPort: (copySide: number) => RefinerPort<Picture>;
  readonly onPicture: (picture: Picture, copySide: number) => void;
}

/**
 * Makes the draft of a frame that rests finer, step by step, until the screen could show no more of it. Each step has a
 * worker that is ended by the next move, so that a drag finds the processor free.
 */
export function createDraftRefiner<Picture>({ openPort, onPicture }: RefinerOptions<Picture>) {
  let port: RefinerPort<Picture> | null = null;
  /** Of the finest draft of this frame. */
  let doneSide = DRAFT_SIDE;
  let wantedSide = DRAFT_SIDE;

  async function step(copySide: number): Promise<void> {
    const own = openPort(copySide);
    port = own;
    const { picture } = await own.fill();
    if (port !== own) return;
    own.close();
    port = null;
    if (!picture) return;
    doneSide = copySide;
    onPicture(picture, copySide);
    next();
  }

  function next(): void {
    const finer = FINER_SIDES.find((side) => side > doneSide);
    if (port || finer === undefined || doneSide >= wantedSide) return;
    void step(finer);
  }

  return {
    /** Goes on until the copy has so many pixels along its long side. */
    refine(neededSide: number): void {
      wantedSide = neededSide;
      next();
    },
    /** Another frame: what is under way is ended, and nothing of it is left. */
    cancel(): void {
      doneSide = DRAFT_SIDE;
      wantedSide = DRAFT_SIDE;
      port?.close();
      port = null;
    },
  };
}
