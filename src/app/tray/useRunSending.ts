import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { submitTaskMutation } from '../../api/tasks.ts';
import { ProblemError } from '../../domain/problem.ts';
import { nextPart, withRefusal, withTask } from '../../domain/tray/trayRun.ts';
import { keptFile } from '../../source/keptFile.ts';
import { problemMessage } from '../../ui/problemMessage.ts';
import { type PressedSource, sendPress } from '../submit/sendPress.ts';
import { changeRun, type SourcePart, useTrayRun } from './trayRunStore.ts';
import { itemOf, type TrayItem, useTrayStore } from './trayStore.ts';

/**
 * Sends the tasks of a run one by one, each under the key that was written down when it was submitted: however often
 * the page is loaded in between, none is made twice. An image that is not with the relay yet is passed over until it is.
 */
export function useRunSending(): void {
  const client = useQueryClient();
  const { mutateAsync: submit } = useMutation(submitTaskMutation);
  const run = useTrayRun((state) => state.run);
  const items = useTrayStore((state) => state.items);
  const press = nextPart(run, (part) => isReady(part, items))?.press ?? null;
  useEffect(() => {
    if (press === null) return;
    const abort = new AbortController();
    const { signal } = abort;
    const { idempotencyKey } = press;
    void pressedSource(press.sourceKey)
      .then((from) => sendPress(press, { client, from, signal, submit }))
      .then(({ id }) => changeRun((now) => withTask(now, idempotencyKey, id)))
      .catch((error: unknown) => {
        if (signal.aborted) return;
        const problem =
          error instanceof ProblemError ? error : new ProblemError('internal', { cause: error });
        const refusal = { code: problem.code, sentence: problemMessage(problem) };
        changeRun((now) => withRefusal(now, idempotencyKey, refusal));
      });
    return () => abort.abort();
  }, [press, client, submit]);
}

/** Once the relay has the image, or has said that it never will, or nobody else sends it. */
function isReady({ press }: SourcePart, items: readonly TrayItem[]): boolean {
  const item = items.find(({ opened }) => opened.key === press.sourceKey);
  return item === undefined || item.opened.sourceId !== null || item.refused !== null;
}

async function pressedSource(key: string): Promise<PressedSource> {
  const item = itemOf(key);
  if (item?.refused) throw new ProblemError(item.refused.code, { detail: item.refused.sentence });
  const { sourceId = null, facts = null } = item?.opened ?? {};
  const file = await keptFile(key);
  if (file === null && sourceId === null) throw new ProblemError('source-not-found');
  return { key, file: file ?? new File([], ''), sourceId, facts };
}
