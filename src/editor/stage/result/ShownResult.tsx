import { useEffect, useRef, useState } from 'react';
import { useConnection } from '../../../api/connection.ts';
import { renditionWidth, resultImageUrl } from '../../../api/results.ts';
import type { Config } from '../../../domain/contract/config.ts';
import type { Result } from '../../../domain/contract/result.ts';
import type { Task } from '../../../domain/contract/task.ts';
import { frameOfTask } from '../../../domain/crop.ts';
import { frameOf } from '../../../domain/frame.ts';
import { Button } from '../../../ui/Button.tsx';
import { placementStyle } from '../../../ui/placementStyle.ts';
import { ComparisonDivider } from './ComparisonDivider.tsx';
import { ResultBar } from './ResultBar.tsx';
import styles from './ShownResult.module.css';
import type { StageResultActions } from './stageResultActions.ts';
import { useResultKeys } from './useResultKeys.ts';
import { useResultPointers } from './useResultPointers.ts';
import { useStagePlace, type ViewGetter } from './useStagePlace.ts';
import { useTaskRect } from './useTaskRect.ts';

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
              count={task.n}
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

/**
 * A variant fades in once it can be drawn as sharply as the screen shows it; one that was shown stays decoded. A sharper
 * rendition takes its place once it is decoded too: one that does not come takes nothing away.
 */
function Variant({
  result,
  count,
  isShown,
  view,
  onThere,
}: {
  result: Result;
  count: number;
  isShown: boolean;
  view: ViewGetter;
  onThere: () => void;
}) {
  /** Address of what is drawn. */
  const [drawn, setDrawn] = useState<string | null>(null);
  const isOffline = useConnection(({ connection }) => connection === 'offline');
  const [tries, setTries] = useState({ count: 0, isMissing: false });
  const [hasBeenShown, setHasBeenShown] = useState(isShown);
  if (isShown && !hasBeenShown) setHasBeenShown(true);
  const width = useSharpWidth(result, view, isShown);
  if (!hasBeenShown) return null;
  const isReady = drawn !== null;
  const wanted = resultImageUrl(result.id, { format: 'webp', ...(width !== null && { width }) });
  const show = () => {
    setDrawn((before) => before ?? wanted);
    onThere();
  };
  const picture = (
    <img
      key={tries.count}
      className={styles.variant}
      src={drawn ?? wanted}
      alt={`Result ${result.index + 1} of ${count}`}
      aria-hidden={!isShown}
      data-shown={isShown && isReady}
      draggable={false}
      onLoad={(event) => {
        const image = event.currentTarget;
        void image.decode().then(show, show);
      }}
      onError={() => setTries(({ count: before }) => ({ count: before, isMissing: true }))}
    />
  );
  if (isReady && wanted !== drawn) {
    return (
      <>
        {picture}
        {/* Asked for again once the server is back. */}
        <Sharper key={`${wanted} ${isOffline}`} src={wanted} onReady={() => setDrawn(wanted)} />
      </>
    );
  }
  if (isReady || !isShown) return picture;
  return (
    <>
      {picture}
      {tries.isMissing ? (
        <p className={styles.missing} role="alert" data-own-pointer>
          The result could not be loaded.
          <Button
            size="s"
            onClick={() => setTries(({ count: before }) => ({ count: before + 1, isMissing: false }))}
          >
            Try again
          </Button>
        </p>
      ) : (
        <p className={styles.waits} role="status">
          Loading the result…
        </p>
      )}
    </>
  );
}

/** Loads and decodes a picture out of sight. */
function Sharper({ src, onReady }: { src: string; onReady: () => void }) {
  return (
    <img
      hidden
      src={src}
      alt=""
      onLoad={({ currentTarget }) => void currentTarget.decode().then(onReady, () => undefined)}
    />
  );
}

/** Width of the rendition that the stage's zoom asks for; never a smaller one than before. Null for every pixel. */
function useSharpWidth(result: Result, view: ViewGetter, isShown: boolean): number | null {
  const [width, setWidth] = useState<number | null>(() => widthAt(result, view));
  useEffect(() => {
    const stage = view();
    if (!stage || !isShown) return;
    const follow = () =>
      setWidth((before) => {
        const next = widthAt(result, view);
        return before === null || next === null ? null : Math.max(before, next);
      });
    follow();
    return stage.onViewport(follow);
  }, [result, view, isShown]);
  return width;
}

function widthAt(result: Result, view: ViewGetter): number | null {
  const zoom = view()?.viewport.zoom ?? 0;
  return renditionWidth(result.width * zoom * devicePixelRatio, result.width);
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
