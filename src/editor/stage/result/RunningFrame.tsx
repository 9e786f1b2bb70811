import type { CSSProperties } from 'react';
import { resultImageUrl } from '../../../api/results.ts';
import type { Task } from '../../../domain/contract/task.ts';
import { frameOfTask } from '../../../domain/crop.ts';
import { lastStepPicture } from '../../../domain/plan/stepPictures.ts';
import { placementStyle } from '../../../ui/placementStyle.ts';
import styles from './RunningFrame.module.css';
import { useStagePlace, type ViewGetter } from './useStagePlace.ts';
import { useTaskRect } from './useTaskRect.ts';

interface RunningFrameProps {
  task: Task;
  view: ViewGetter;
  /** The frame on the stage is still the one that it was submitted with. */
  isUntouched: boolean;
}

/** The frame that is being expanded; the stage under it stays free for the next frame. */
export function RunningFrame({ task, view, isUntouched }: RunningFrameProps) {
  const rect = useTaskRect(task);
  const place = useStagePlace(view, rect);
  const preview = task.previews.find((picture) => picture !== null) ?? null;
  return (
    <div ref={place} className={styles.frame} data-moved={!isUntouched} style={newAreaClip(task)} aria-hidden>
      {isUntouched && <StepSoFar task={task} />}
      {isUntouched && preview !== null && <img className={styles.preview} src={preview} alt="" />}
      <i className={styles.sweep} />
    </div>
  );
}

/** Wide enough for the frame on most screens: it is looked at while the next step is under way. */
const STEP_WIDTH = 1280;

/** What a plan has come to, at its place in the frame. */
function StepSoFar({ task }: { task: Task }) {
  const step = lastStepPicture(task);
  if (step === null) return null;
  const { width, height } = frameOfTask(task);
  return (
    <img
      key={step.resultId}
      className={styles.preview}
      style={placementStyle({ width, height, placement: step.rect }, step.rect)}
      src={resultImageUrl(step.resultId, { width: STEP_WIDTH, format: 'webp' })}
      alt=""
    />
  );
}

/** Cuts the source out of what lies over the frame: only the new area is being worked on. */
function newAreaClip(task: Task): CSSProperties {
  const { left, top, width, height } = placementStyle(frameOfTask(task), task.source);
  const [x, y] = [left, top];
  const [right, bottom] = [`calc(${left} + ${width})`, `calc(${top} + ${height})`];
  const outer = '0 0, 100% 0, 100% 100%, 0 100%, 0 0';
  const inner = `${x} ${y}, ${right} ${y}, ${right} ${bottom}, ${x} ${bottom}, ${x} ${y}`;
  return { clipPath: `polygon(evenodd, ${outer}, ${inner})` };
}
