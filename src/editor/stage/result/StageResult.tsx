import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { tasksOf } from '../../../api/taskList.ts';
import { tasksQuery } from '../../../api/tasks.ts';
import type { Config } from '../../../domain/contract/config.ts';
import { hasEnded, type Task } from '../../../domain/contract/task.ts';
import { placedExpansion } from '../../../domain/crop.ts';
import { sameExpansion } from '../../../domain/expansion.ts';
import { useDragStore } from '../../state/dragStore.ts';
import { useEditorStore } from '../../state/editorStore.ts';
import { RunningFrame } from './RunningFrame.tsx';
import { ShownResult } from './ShownResult.tsx';
import { StageChip } from './StageChip.tsx';
import type { SubmittingProps } from './Submitting.tsx';
import type { StageResultActions } from './stageResultActions.ts';
import { leaveResult, showVariant, useStageResultStore } from './stageResultStore.ts';
import type { ViewGetter } from './useStagePlace.ts';

interface StageResultProps extends StageResultActions {
  readonly sourceKey: string;
  readonly bitmap: ImageBitmap;
  readonly config: Config | null;
  readonly view: ViewGetter;
  /** Expand was pressed for this source, and there is no task of it yet; else null. */
  readonly submitting: SubmittingProps | null;
  /** Tasks without what is about to be deleted. */
  readonly withoutDeleted: (tasks: readonly Task[]) => readonly Task[];
}

/** The task that was submitted last from this stage: how far it is, at its frame, and then its results in its place. */
export function StageResult({
  sourceKey,
  bitmap,
  config,
  view,
  submitting,
  withoutDeleted,
  ...actions
}: StageResultProps) {
  const { followed, shownId, isSeen } = useStageResultStore();
  const list = useInfiniteQuery(tasksQuery).data;
  const tasks = useMemo(() => withoutDeleted(tasksOf(list)), [list, withoutDeleted]);
  const task = followed?.sourceKey === sourceKey ? tasks.find(({ id }) => id === followed.taskId) : undefined;
  const firstId = task?.status === 'succeeded' ? task.results[0]?.id : undefined;
  const isUntouched = useFrameIs(task);

  const isSubmitting = submitting !== null;

  // A result comes up by itself only where it is awaited: over the frame that it was asked for.
  useEffect(() => {
    if (firstId !== undefined && isUntouched && !isSeen && !isSubmitting) showVariant(firstId);
  }, [firstId, isUntouched, isSeen, isSubmitting]);

  // However long the relay is away, the frame that was sent keeps its handles and its keys.
  useEffect(() => {
    if (isSubmitting && shownId !== null) leaveResult();
  }, [isSubmitting, shownId]);

  // Changed from the panel or by undo while the result hides it, the frame is seen again: it is what would be paid for.
  useEffect(() => {
    if (shownId === null) return;
    return useEditorStore.subscribe((now, before) => {
      if (!sameExpansion(now.expansion, before.expansion)) leaveResult();
    });
  }, [shownId]);

  // Another image: its handles and keys are its own, whatever lay over the one before.
  useEffect(() => leaveResult, []);

  const result = task?.results.find(({ id }) => id === shownId);
  // Deleted while it was shown: back to the frame, and no other variant in its place.
  const isGone = shownId !== null && result === undefined;
  useEffect(() => {
    if (isGone) leaveResult();
  }, [isGone]);

  if (!isSubmitting && task && result)
    return <ShownResult task={task} result={result} {...{ config, view, bitmap }} {...actions} />;
  if (!isSubmitting && !task) return null;
  return (
    <>
      {!isSubmitting && task && !hasEnded(task.status) && (
        <RunningFrame task={task} view={view} isUntouched={isUntouched} />
      )}
      <StageChip submitting={submitting} task={task} onRetry={actions.onRetry} />
    </>
  );
}

/** Whether the frame on the stage rests and is the one that the task was submitted with. */
function useFrameIs(task: Task | undefined): boolean {
  const isDragged = useDragStore(({ gesture }) => gesture !== null);
  return useEditorStore(
    ({ expansion }) =>
      !isDragged && task !== undefined && sameExpansion(expansion, placedExpansion(task.source, task)),
  );
}
