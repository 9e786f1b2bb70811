import { create } from 'zustand';

interface FollowedTask {
  /** The open source that it was submitted from: nothing of another one is ever shown over it. */
  readonly sourceKey: string;
  readonly taskId: string;
}

interface StageResultState {
  /** The task that was submitted last from the stage, until its outcome is dismissed. */
  readonly followed: FollowedTask | null;
  /** The result that lies over the frame, or null while the frame is edited. Not its position: others can be deleted. */
  readonly shownId: string | null;
  /** Its results were looked at or put off: they do not come up by themselves again. */
  readonly isSeen: boolean;
}

const NOTHING: StageResultState = { followed: null, shownId: null, isSeen: false };

/** What the stage tells about the task that was submitted from it. */
export const useStageResultStore = create<StageResultState>()(() => NOTHING);

const { setState, getState } = useStageResultStore;

/** From now on the stage tells of this task; a result that was shown gives way to the frame. */
export function followTask(sourceKey: string, taskId: string): void {
  setState({ followed: { sourceKey, taskId }, shownId: null, isSeen: false });
}

export function showVariant(resultId: string): void {
  setState({ shownId: resultId, isSeen: true });
}

/** Back to the frame as it was; the result can be called up again. */
export function leaveResult(): void {
  setState({ shownId: null, isSeen: true });
}

/** Nothing more is told of the task here; it stays in the gallery. */
export function dismissTask(): void {
  setState(NOTHING);
}

export function isResultShown(): boolean {
  return getState().shownId !== null;
}
