import { type DraftPads, samePads } from './draftFrame.ts';
import type { Drafted, DraftRequest } from './draftMessage.ts';

/** Whoever fills a draft, one at a time. */
export interface DraftPort<Picture> {
  fill(request: DraftRequest): Promise<Drafted<Picture>>;
}

interface DraftQueueOptions<Picture> {
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
export function createDraftQueue<Picture>({
  port,
  isUseful,
  onDraft,
  onDropped,
}: DraftQueueOptions<Picture>) {
  let running: DraftRequest | null = null;
  let wished: DraftRequest | null = null;
  /** As good as what came: a whole draft also answers a request that would have been content with a rough one. */
  let answered: DraftRequest | null = null;

  async function run(request: DraftRequest): Promise<void> {
    const { pads, cuts } = request;
    running = request;
    const { picture, isRough } = await port.fill(request);
    running = null;
    const answer = { pads, cuts, mayBeRough: isRough };
    const isTooLate = wished === null || !isUseful(pads);
    answered = isTooLate ? null : answer;
    if (picture !== null) {
      if (isTooLate) onDropped(picture);
      else onDraft(picture, pads);
    }
    if (wished && !isAnswered(wished, answer)) void run(wished);
  }

  return {
    /** Asks for a draft; whatever was wished before is forgotten. */
    request(request: DraftRequest): void {
      wished = request;
      if (running || (answered && isAnswered(request, answered))) return;
      void run(request);
    },
    /** Wishes for nothing: what still runs is dropped, and what was answered may be wished again. */
    stop(): void {
      wished = null;
      answered = null;
    },
  };
}

function isAnswered(request: DraftRequest, answer: DraftRequest): boolean {
  const isSame = samePads(request.pads, answer.pads) && samePads(request.cuts, answer.cuts);
  return isSame && (request.mayBeRough || !answer.mayBeRough);
}
