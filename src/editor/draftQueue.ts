import { type DraftPads, samePads } from './draftFrame.ts';

/** Whoever fills a draft, one at a time. */
export interface DraftPort<Picture> {
  /** Null when there is no draft for these pads. */
  fill(pads: DraftPads): Promise<Picture | null>;
}

interface DraftQueueParts<Picture> {
  readonly port: DraftPort<Picture>;
  /** Asked when a draft arrives: whether it is still worth showing. */
  readonly isUseful: (pads: DraftPads) => boolean;
  readonly onDraft: (picture: Picture, pads: DraftPads) => void;
  /** Told of a draft that came too late. */
  readonly onDropped: (picture: Picture) => void;
}

/**
 * Lets one fill run at a time; of all that is wished meanwhile, only the newest is kept.
 *
 * A fill that is outdated goes on to its end, a tenth of a second or two: a synchronous fill hears no message, and
 * ending the worker under it would start every move of a steady drag anew, so that nothing would ever arrive.
 */
export function createDraftQueue<Picture>({ port, isUseful, onDraft, onDropped }: DraftQueueParts<Picture>) {
  let running: DraftPads | null = null;
  let wished: DraftPads | null = null;
  let answered: DraftPads | null = null;

  async function run(pads: DraftPads): Promise<void> {
    running = pads;
    const picture = await port.fill(pads);
    running = null;
    const isTooLate = wished === null || !isUseful(pads);
    answered = isTooLate ? null : pads;
    if (picture !== null) {
      if (isTooLate) onDropped(picture);
      else onDraft(picture, pads);
    }
    if (wished && !samePads(wished, pads)) void run(wished);
  }

  return {
    /** Asks for a draft of these pads; whatever was wished before is forgotten. */
    wish(pads: DraftPads): void {
      wished = pads;
      if (running || (answered && samePads(answered, pads))) return;
      void run(pads);
    },
    /** Wishes for nothing: what still runs is dropped, and what was answered may be wished again. */
    stop(): void {
      wished = null;
      answered = null;
    },
  };
}
