import { useState } from 'react';
import type { Result } from '../../domain/contract/result.ts';
import type { Task } from '../../domain/contract/task.ts';
import { variantCount } from '../../domain/variantCount.ts';
import type { Rect } from '../../domain/viewport.ts';
import { resultPicture } from './picture.ts';
import { SharpImage } from './SharpImage.tsx';
import styles from './ViewerStage.module.css';
import type { ViewerScene } from './viewerView.ts';

interface ResultLayersProps {
  readonly task: Task;
  readonly result: Result;
  readonly scene: ViewerScene;
  readonly rect: Rect;
}

/**
 * A result in its frame. The variant before it lies over it until it is there as sharp as that is: what differs jumps at
 * the eye, and nothing else does.
 */
export function ResultLayers({ result, ...shared }: ResultLayersProps) {
  const [drawn, setDrawn] = useState(result);
  if (shared.scene.stage.width <= 1) return null;
  const isOver = drawn.id !== result.id;
  return (
    <>
      <ResultLayer
        key={result.id}
        result={result}
        isShown
        isOver={isOver}
        onDrawn={() => setDrawn(result)}
        {...shared}
      />
      {isOver && <ResultLayer key={drawn.id} result={drawn} {...shared} />}
    </>
  );
}

interface ResultLayerProps extends ResultLayersProps {
  isShown?: boolean;
  /** Whether it is to take the place of another one. */
  isOver?: boolean;
  onDrawn?: () => void;
}

function ResultLayer({ task, result, isShown = false, isOver = false, ...place }: ResultLayerProps) {
  const [isAtOnce] = useState(isOver);
  const name = isShown
    ? { role: 'img', 'aria-label': `Result ${result.index + 1} of ${variantCount(task)}` }
    : { 'aria-hidden': true };
  const { scene, rect, onDrawn } = place;
  return (
    <div className={styles.layers} {...name}>
      <SharpImage
        picture={resultPicture(result)}
        stage={scene.stage}
        pixelRatio={scene.pixelRatio}
        rect={rect}
        isAtOnce={isAtOnce}
        onDrawn={onDrawn}
      />
    </div>
  );
}
