import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react';
import { useRef, useState } from 'react';
import { resultImageUrl, sourceImageUrl } from '../api/results.ts';
import { IconButton } from '../ui/Button.tsx';
import { placementStyle } from '../ui/placementStyle.ts';
import { FadingImage } from './FadingImage.tsx';
import type { ShownResult } from './resultWalk.ts';
import { frameOfTask } from './taskWords.ts';
import type { ViewerControls } from './useViewerControls.ts';
import { useViewerView } from './useViewerView.ts';
import styles from './ViewerStage.module.css';
import { screenWidth, type ViewerScene } from './viewerView.ts';

interface ViewerStageProps {
  shown: ShownResult;
  controls: ViewerControls;
}

/** The image itself: fitted, or zoomed and moved. The view stays while walking over the results of one task. */
export function ViewerStage({ shown, controls }: ViewerStageProps) {
  const { task, result } = shown;
  const stageRef = useRef<HTMLDivElement>(null);
  const view = useViewerView(stageRef, result);
  const area = placementStyle(frameOfTask(task), task.source);
  const { x, y, width, height } = view.rect;
  return (
    <div className={styles.around}>
      <div ref={stageRef} className={styles.stage} data-zoomed={view.isZoomed} {...view.pointerHandlers}>
        <div
          className={styles.frame}
          data-alpha={task.source.hasAlpha}
          style={{ left: x, top: y, width, height }}
          data-comparing={controls.isComparing}
        >
          <ResultLayers key={result.id} shown={shown} scene={view.scene} />
          <div className={styles.source} style={area}>
            {controls.isComparing && <FadingImage src={sourceImageUrl(task.source.id)} />}
          </div>
          {controls.showsArea && <i className={styles.area} style={area} />}
        </div>
      </div>
      <IconButton
        label="Previous result (←)"
        className={styles.previous}
        aria-disabled={shown.previous === null}
        onClick={controls.showPrevious}
      >
        <ChevronLeft aria-hidden />
      </IconButton>
      <IconButton
        label="Next result (→)"
        className={styles.next}
        aria-disabled={shown.next === null}
        onClick={controls.showNext}
      >
        <ChevronRight aria-hidden />
      </IconButton>
      <button
        type="button"
        className={styles.zoom}
        title="Fit, or one pixel to one pixel"
        onClick={view.toggleZoom}
      >
        {view.isZoomed ? <ZoomOut aria-hidden /> : <ZoomIn aria-hidden />}
        <span>{view.zoom}</span>
      </button>
    </div>
  );
}

/** A rendition of the screen's size first; every pixel of the file over it once that is there. */
function ResultLayers({ shown: { task, result }, scene }: { shown: ShownResult; scene: ViewerScene }) {
  const [hasRendition, setHasRendition] = useState(false);
  const isMeasured = scene.stage.width > 1;
  const width = screenWidth(scene);
  if (!isMeasured) return null;
  return (
    <div
      className={styles.layers}
      role="img"
      aria-label={`Result ${result.index + 1} of ${task.results.length}`}
    >
      {width !== null && (
        <FadingImage
          src={resultImageUrl(result.id, { width, format: 'webp' })}
          onLoaded={() => setHasRendition(true)}
        />
      )}
      {(hasRendition || width === null) && <FadingImage src={resultImageUrl(result.id, { format: 'png' })} />}
    </div>
  );
}
