import type { QueryClient } from '@tanstack/react-query';
import type { Task } from '../../domain/contract/task.ts';
import type { TaskRequestInput } from '../../domain/contract/taskRequest.ts';
import { ProblemError } from '../../domain/problem.ts';
import type { Size } from '../../domain/side.ts';
import type { OpenSource } from '../../source/sourceStore.ts';
import { uploadQuery } from '../../source/useUpload.ts';
import type { PendingSubmission } from './pendingSubmission.ts';
import { sentRequest } from './sentRequest.ts';

export type PressedSource = Pick<OpenSource, 'key' | 'file' | 'sourceId' | 'facts'>;

interface Sending {
  readonly client: QueryClient;
  readonly from: PressedSource;
  readonly signal: AbortSignal;
  /** Sends the request; the same key makes the same task however often it is sent. */
  readonly submit: (variables: {
    request: TaskRequestInput;
    idempotencyKey: string;
    signal: AbortSignal;
  }) => Promise<Task>;
}

/** Sends what was pressed once the relay has its source, which is uploaded again where the relay lost it. */
export async function sendPress(
  press: PendingSubmission,
  { client, from, signal, submit }: Sending,
): Promise<Task> {
  const { idempotencyKey, sourceSize } = press;
  const send = async (knownId: string | null) => {
    const source = knownId === null ? await client.fetchQuery(uploadQuery(from)) : null;
    const sourceId = knownId ?? source?.id ?? '';
    refuseAnotherSize(sourceSize, source ?? from.facts);
    signal.throwIfAborted();
    return await submit({ request: sentRequest(sourceId, press), idempotencyKey, signal });
  };
  try {
    return await send(from.sourceId);
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === 'source-not-found')) throw error;
    // The relay lost the source since it was uploaded: it is still open here, so it gets it again.
    client.removeQueries({ queryKey: uploadQuery(from).queryKey });
    return await send(null);
  }
}

/** Ratios that were set for an image shown as it lies in its file are those of another frame once it is turned. */
function refuseAnotherSize(shown: Size | undefined, read: Size | null): void {
  if (!shown || !read || (shown.width === read.width && shown.height === read.height)) return;
  throw new ProblemError('source-read-otherwise');
}
