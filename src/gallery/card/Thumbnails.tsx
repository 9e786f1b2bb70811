import { type CSSProperties, useContext, useState } from 'react';
import { resultImageUrl, sourceImageUrl } from '../../api/results.ts';
import type { Result } from '../../domain/contract/result.ts';
import { hasEnded, type Task } from '../../domain/contract/task.ts';
import { frameOfTask } from '../../domain/crop.ts';
import { aspectOf } from '../../domain/frame.ts';
import { lastStepPicture, type StepPicture } from '../../domain/plan/stepPictures.ts';
import { variantCount } from '../../domain/variantCount.ts';
import { Button } from '../../ui/Button.tsx';
import { placementStyle } from '../../ui/placementStyle.ts';
import { TabStop } from '../../ui/tabStop.ts';
import { tip } from '../../ui/tip.ts';
import { dragResult } from '../dragResult.ts';
import { thumbnailId } from '../elementIds.ts';
import { FadingImage } from '../FadingImage.tsx';
import { openResult } from '../openResult.ts';
import { borderLabel, borderSentence, sizeLabel } from '../taskLabels.ts';
import styles from './Thumbnails.module.css';
import { bestBorderFirst, bordersDiffer, cellsOf, columnsFor } from './thumbnailGrid.ts';

/** Widths of which the browser picks what the screen needs. */
const WIDTHS = [320, 640, 1280];

/** The results of a task in the frame's own aspect; empty frames hold the places of those still to come. */
export function Thumbnails({ task }: { task: Task }) {
  const frame = frameOfTask(task);
  const [isByBorder, setByBorder] = useState(false);
  const canSort = bordersDiffer(task);
  const cells = canSort && isByBorder ? bestBorderFirst(cellsOf(task)) : cellsOf(task);
  const aspect = aspectOf(frame);
  const columns = columnsFor(cells.length, aspect);
  const grid: CSSProperties & Record<'--aspect' | '--columns', number> = {
    '--aspect': aspect,
    '--columns': columns,
  };
  return (
    <>
      <div
        className={styles.grid}
        style={grid}
        data-ended={hasEnded(task.status)}
        data-single={cells.length === 1}
        data-alpha={task.source.hasAlpha}
      >
        {cells.map((result, index) =>
          result ? (
            <ResultThumbnail key={result.id} task={task} result={result} />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: an empty frame is nothing but its place.
            <EmptyFrame key={index} task={task} preview={task.previews[index] ?? null} />
          ),
        )}
      </div>
      {canSort && <SortByBorder isPressed={isByBorder} onToggle={() => setByBorder(!isByBorder)} />}
    </>
  );
}

function SortByBorder({ isPressed, onToggle }: { isPressed: boolean; onToggle: () => void }) {
  const tabIndex = useContext(TabStop);
  return (
    <Button variant="quiet" size="s" tabIndex={tabIndex} aria-pressed={isPressed} onClick={onToggle}>
      Best border first
    </Button>
  );
}

function ResultThumbnail({ task, result }: { task: Task; result: Result }) {
  const place = task.results.length > 1 ? `${result.index + 1} of ${variantCount(task)}, ` : '';
  const sources = WIDTHS.map((width) => `${resultImageUrl(result.id, { width, format: 'webp' })} ${width}w`);
  const tabIndex = useContext(TabStop);
  const words = result.proof && borderLabel(result.proof.quality);
  const border = result.proof && borderSentence(result.proof.quality);
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      id={thumbnailId(result.id)}
      className={styles.thumbnail}
      aria-label={`Open result ${place}${sizeLabel(result)}${words === null ? '' : `, ${words}`}`}
      aria-haspopup="dialog"
      {...(border !== null && tip(border))}
      draggable
      onDragStart={(event) => dragResult(event, task, result)}
      onClick={() => openResult(result.id)}
    >
      <FadingImage
        src={resultImageUrl(result.id, { width: 640, format: 'webp' })}
        srcSet={sources.join(', ')}
        sizes="auto, 18rem"
        loading="lazy"
      />
      {border !== null && (
        <span className={styles.border}>
          <span className={styles.howMuch}>{result.proof?.quality} </span>border
        </span>
      )}
    </button>
  );
}

/** The frame with the source at its place, and around it how far the fill has got, where the provider shows that or a step is done. */
function EmptyFrame({ task, preview }: { task: Task; preview: string | null }) {
  const step = lastStepPicture(task);
  return (
    <div className={styles.empty} aria-hidden>
      {step && <StepSoFar task={task} step={step} />}
      {preview !== null && <Preview src={preview} />}
      <i className={styles.sweep} />
      <div className={styles.source} style={placementStyle(frameOfTask(task), task.source)}>
        <FadingImage src={sourceImageUrl(task.source.id, { width: 320, format: 'webp' })} loading="lazy" />
      </div>
    </div>
  );
}

/** What a plan has come to, at its place in the frame. */
function StepSoFar({ task, step: { resultId, rect } }: { task: Task; step: StepPicture }) {
  const { width, height } = frameOfTask(task);
  return (
    <div className={styles.source} style={placementStyle({ width, height, placement: rect }, rect)}>
      <FadingImage src={resultImageUrl(resultId, { width: 640, format: 'webp' })} loading="lazy" isSilent />
    </div>
  );
}

/** Each picture fades in over the one before. */
function Preview({ src }: { src: string }) {
  const [pictures, setPictures] = useState([src]);
  if (pictures.at(-1) !== src) setPictures([...pictures.slice(-1), src]);
  return pictures.map((picture) => (
    <div key={picture} className={styles.preview}>
      <FadingImage src={picture} />
    </div>
  ));
}
