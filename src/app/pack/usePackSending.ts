import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { submitTaskMutation } from '../../api/tasks.ts';
import { ProblemError } from '../../domain/problem.ts';
import { keptFile } from '../../source/keptFile.ts';
import { useSourceStore } from '../../source/sourceStore.ts';
import { problemMessage } from '../../ui/problemMessage.ts';
import { type PressedSource, sendPress } from '../submit/sendPress.ts';
import { nextPart, settlePart, usePackStore } from './packStore.ts';

/**
 * Sends the tasks of a pack one by one, each under the key that was written down when the pack was submitted: however
 * often the page is loaded in between, none is made twice.
 */
export function usePackSending(): void {
  const client = useQueryClient();
  const { mutateAsync: submit } = useMutation(submitTaskMutation);
  const press = usePackStore(({ run }) => nextPart(run)?.press ?? null);
  useEffect(() => {
    if (press === null) return;
    const abort = new AbortController();
    const { signal } = abort;
    const { idempotencyKey } = press;
    void pressedSource(press.sourceKey)
      .then((from) => sendPress(press, { client, from, signal, submit }))
      .then(({ id }) => settlePart(idempotencyKey, { taskId: id, problem: null }))
      .catch((error: unknown) => {
        if (!signal.aborted) settlePart(idempotencyKey, { taskId: null, problem: sentenceOf(error) });
      });
    return () => abort.abort();
  }, [press, client, submit]);
}

async function pressedSource(key: string): Promise<PressedSource> {
  const { source, opened } = useSourceStore.getState();
  if (source?.key === key) return source;
  const file = await keptFile(key);
  const sourceId = opened?.key === key ? opened.sourceId : null;
  if (file === null && sourceId === null) throw new ProblemError('source-not-found');
  return { key, file: file ?? new File([], ''), sourceId, facts: opened?.key === key ? opened.facts : null };
}

function sentenceOf(error: unknown): string {
  return problemMessage(
    error instanceof ProblemError ? error : new ProblemError('internal', { cause: error }),
  );
}
