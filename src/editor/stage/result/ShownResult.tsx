import { useRef, useState } from 'react';
import type { Config } from '../../../domain/contract/config.ts';
import type { Result } from '../../../domain/contract/result.ts';
import type { Task } from '../../../domain/contract/task.ts';
import { frameOfTask } from '../../../domain/crop.ts';
import { frameOf } from '../../../domain/frame.ts';
import { variantCount } from '../../../domain/variantCount.ts';
import { placementStyle } from '../../../ui/placementStyle.ts';
import { ComparisonDivider } from './ComparisonDivider.tsx';
import { ResultBar } from './ResultBar.tsx';
import styles from './ShownResult.module.css';
import type { StageResultActions } from './stageResultActions.ts';
import { useResultKeys } from './useResultKeys.ts';
import { useResultPointers } from './useResultPointers.ts';
import { useStagePlace, type ViewGetter } from './useStagePlace.ts';
import { useTaskRect } from './useTaskRect.ts';
import { Variant } from './Variant.tsx';

interface ShownResultProps extends StageResultActions {
  task: Task;
  result: Result;
  config: Config | null;
  view: ViewGetter;
  /** Of the source. */
  bitmap: ImageBitmap;
}

/** A result in the place of its frame, with what can be done with it in a bar. The frame under it stays as it was. */
export function ShownResult({ task, result, config, view, bitmap, ...actions }: ShownResultProps) {
  const surface = useRef<HTMLDivElement>(null);
  const [isComparing, setComparing] = useState(false);
  // Until then the frame under it is what is seen.
  const [isThere, setThere] = useState(false);
  const [divider, setDivider] = useState(() => firstDivider(task));
  const rect = useTaskRect(task);
  const place = useStagePlace(view, rect);
  const toggleComparing = () => setComparing((before) => !before);
  useResultKeys({ task, result, toggleComparing, ...actions });
  useResultPointers(surface, view);

  return (
    <div ref={surface} className={styles.surface} data-there={isThere} data-stage-result>
      <div ref={place} className={styles.frame} data-alpha={task.source.hasAlpha}>
        {isComparing && <Before task={task} bitmap={bitmap} />}
        <div
          className={styles.after}
          style={isComparing ? { clipPath: `inset(0 0 0 ${divider * 100}%)` } : undefined}
        >
          {task.results.map((each) => (
            <Variant
              key={each.id}
              result={each}
              count={variantCount(task)}
              isShown={each === result}
              view={view}
              onThere={() => setThere(true)}
            />
          ))}
        </div>
        {isComparing && <ComparisonDivider share={divider} onShare={setDivider} />}
      </div>
      <ResultBar
        task={task}
        result={result}
        config={config}
        isComparing={isComparing}
        onCompare={toggleComparing}
        {...actions}
      />
    </div>
  );
}

/** The source at its place, and nothing around it. */
function Before({ task, bitmap }: { task: Task; bitmap: ImageBitmap }) {
  return (
    <div className={styles.before}>
      <canvas
        className={styles.source}
        style={placementStyle(frameOfTask(task), task.source)}
        width={bitmap.width}
        height={bitmap.height}
        ref={(canvas) => canvas?.getContext('2d')?.drawImage(bitmap, 0, 0)}
      />
    </div>
  );
}

/** Through the largest new area, so that the line parts what differs. */
function firstDivider({ source, crop, expansion }: Task): number {
  const { left, right } = expansion;
  if (left === 0 && right === 0) return 0.5;
  const kept = crop ?? source;
  const { width, placement } = frameOf(kept, expansion);
  return left > right ? placement.x / 2 / width : (placement.x + kept.width + width) / 2 / width;
}
