import { CENTRED, meantAnchor } from '../../domain/anchor.ts';
import type { TaskRequestInput } from '../../domain/contract/taskRequest.ts';
import { placedExpansion } from '../../domain/crop.ts';
import type { PendingSubmission } from './pendingSubmission.ts';

type Press = Pick<PendingSubmission, 'asked' | 'sourceSize'>;

/**
 * What is sent for a press: nothing that says no more than leaving it out does. A page may be newer than the relay that
 * it reaches, which refuses a request with a field that it does not know.
 */
export function sentRequest(sourceId: string, { asked, sourceSize }: Press): TaskRequestInput {
  const { sourceName, formatId, crop, batch, anchor, ...rest } = asked;
  return {
    ...{ sourceId, ...rest },
    ...(sourceName !== null && { sourceName }),
    ...(formatId !== null && { formatId }),
    ...(crop !== null && { crop }),
    ...(batch !== null && { batch }),
    ...(anchor !== null && !isTold({ asked, sourceSize }) && { anchor }),
  };
}

/** Whether the expansion alone brings back where the source was to lie. */
function isTold({ asked, sourceSize }: Press): boolean {
  if (!sourceSize || asked.anchor === null) return false;
  const expansion = placedExpansion(sourceSize, asked);
  const meant = meantAnchor(sourceSize, expansion, asked.anchor);
  const told = meantAnchor(sourceSize, expansion, CENTRED);
  return meant.x === told.x && meant.y === told.y;
}
