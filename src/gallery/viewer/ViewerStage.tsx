import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react';
import { useRef } from 'react';
import type { Result } from '../../domain/contract/result.ts';
import { frameOfTask } from '../../domain/crop.ts';
import type { StepPicture } from '../../domain/plan/stepPictures.ts';
import type { Rect } from '../../domain/viewport.ts';
import { IconButton } from '../../ui/Button.tsx';
import { placementStyle } from '../../ui/placementStyle.ts';
import { tip } from '../../ui/tip.ts';
import { placeIn, sourceRect } from './comparison.ts';
import { resultPicture, sourcePicture } from './picture.ts';
import { ResultLayers } from './ResultLayers.tsx';
import type { ShownResult } from './resultWalk.ts';
import { SharpImage } from './SharpImage.tsx';
import { stepRect } from './stepRect.ts';
import type { ViewerControls } from './useViewerControls.ts';
import { useViewerView } from './useViewerView.ts';
import { useZoomKeys } from './useZoomKeys.ts';
import styles from './ViewerStage.module.css';
import { onWholePixels, type ViewerScene } from './viewerView.ts';
import { Wipe } from './Wipe.tsx';

interface ViewerStageProps {
  shown: ShownResult;
  controls: ViewerControls;
}

/** The image itself: fitted, or zoomed and moved. The view stays while walking over the results of one task. */
export function ViewerStage({ shown, controls }: ViewerStageProps) {
  const { task, result } = shown;
  const stageRef = useRef<HTMLDivElement>(null);
  const view = useViewerView(stageRef, result, (towards) =>
    towards > 0 ? controls.showNext() : controls.showPrevious(),
  );
  useZoomKeys(view);
  const area = placementStyle(frameOfTask(task), task.source);
  const { width, height } = view.rect;
  const at = onWholePixels(view.rect, view.scene.pixelRatio);
  const step = controls.steps.shownStep;
  const hasHoles = task.source.hasAlpha || controls.isComparing || step !== null;
  const placeholder = hasHoles ? null : result.colour;
  return (
    <div className={styles.around} data-on-surround>
      <div ref={stageRef} className={styles.stage} data-zoomed={view.isZoomed} {...view.pointerHandlers}>
        <div
          className={styles.frame}
          data-alpha={task.source.hasAlpha}
          // Its colour holds its place until a picture of it is there.
          style={{
            ...{ transform: `translate(${at.x}px, ${at.y}px)`, width, height },
            ...(placeholder !== null && { backgroundColor: placeholder }),
          }}
          data-comparing={controls.isComparing}
          data-step={step !== null}
        >
          {step === null ? (
            <ResultLayers task={task} result={result} scene={view.scene} rect={view.rect} />
          ) : (
            <StepLayer key={step.resultId} step={step} result={result} scene={view.scene} rect={view.rect} />
          )}
          <div className={styles.source} style={area}>
            {controls.isComparing && (
              <SharpImage
                picture={sourcePicture(task.source)}
                stage={view.scene.stage}
                pixelRatio={view.scene.pixelRatio}
                rect={sourceRect(task, view.rect)}
              />
            )}
          </div>
          {controls.showsArea && <i className={styles.area} style={area} />}
        </div>
      </div>
      {controls.isWiping && <Wipe task={task} result={result} scene={view.scene} rect={view.rect} />}
      <IconButton
        label="Previous result"
        keys="←"
        className={styles.previous}
        aria-disabled={shown.previous === null}
        onClick={controls.showPrevious}
      >
        <ChevronLeft aria-hidden />
      </IconButton>
      <IconButton
        label="Next result"
        keys="→"
        className={styles.next}
        aria-disabled={shown.next === null}
        onClick={controls.showNext}
      >
        <ChevronRight aria-hidden />
      </IconButton>
      <button
        type="button"
        className={styles.zoom}
        {...tip('Fit, or one pixel to one pixel. + and − zoom, 0 fits.', 'Z')}
        onClick={view.toggleZoom}
      >
        {view.isZoomed ? <ZoomOut aria-hidden /> : <ZoomIn aria-hidden />}
        <span>{view.zoom}</span>
      </button>
    </div>
  );
}

interface StepLayerProps {
  readonly step: StepPicture;
  readonly result: Result;
  readonly scene: ViewerScene;
  readonly rect: Rect;
}

/** In its place in the frame, so that nothing moves from one step to the next. */
function StepLayer({ step, result, scene, rect }: StepLayerProps) {
  const place = stepRect(step, result, rect);
  const picture = resultPicture({ id: step.resultId, width: step.rect.width, height: step.rect.height });
  return (
    <div
      className={styles.step}
      style={placeIn(rect, place)}
      role="img"
      aria-label={`Picture of step ${step.index + 1}`}
    >
      <SharpImage picture={picture} stage={scene.stage} pixelRatio={scene.pixelRatio} rect={place} />
    </div>
  );
}
