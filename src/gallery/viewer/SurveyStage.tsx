import { Check, Star, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Result } from '../../domain/contract/result.ts';
import type { Task } from '../../domain/contract/task.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { pressedKey } from '../../ui/pressedKey.ts';
import { FlagMark } from '../FlagMark.tsx';
import { openResult } from '../openResult.ts';
import { pictureFlags } from '../taskLabels.ts';
import { useStars } from '../useStars.ts';
import { resultPicture } from './picture.ts';
import { SharpImage } from './SharpImage.tsx';
import styles from './SurveyStage.module.css';
import { type Survey, surveyColumns, surveyed, WHOLE_SURVEY, withRejected } from './survey.ts';
import { useElementSize } from './useElementSize.ts';
import { useSurveyView } from './useSurveyView.ts';

/** Around each picture, together on both sides. */
const CELL_GAP = 12;

interface SurveyStageProps {
  task: Task;
  open: Result;
  onLeave: () => void;
}

/** All variants of a task side by side, looked at as one: they zoom and move in step, and fall away one by one. */
export function SurveyStage({ task, open, onLeave }: SurveyStageProps) {
  const ref = useRef<HTMLDivElement>(null);
  const room = useElementSize(ref);
  const [rejected, setRejected] = useState(WHOLE_SURVEY.rejected);
  const { toggle: toggleStars } = useStars();
  const survey: Survey = { rejected, pickedId: open.id };
  const shown = surveyed(task.results, survey);
  const aspect = open.width / open.height;
  const columns = surveyColumns(shown.length, aspect, room);
  const width = Math.min(room.width / columns, (room.height / Math.ceil(shown.length / columns)) * aspect);
  const cellWidth = Math.max(0, width - 16);
  const cell = { width: cellWidth, height: cellWidth / aspect };
  const view = useSurveyView(ref, cell, open);
  const { rect, pixelRatio } = view;
  const picked = shown.find(({ id }) => id === open.id) ?? shown[0];
  const pickedId = picked?.id ?? open.id;
  // What is picked is what is open: the viewer's buttons and keys are about it.
  useEffect(() => {
    if (pickedId !== open.id) openResult(pickedId);
  }, [pickedId, open.id]);

  const pick = (result: Result | undefined) => result && shown.includes(result) && openResult(result.id);
  const reject = (result: Result | undefined) => {
    if (!result) return;
    const next = withRejected(task.results, survey, result.id);
    setRejected(next.rejected);
    if (next.pickedId !== null) openResult(next.pickedId);
  };
  const finish = (result: Result | undefined) => {
    if (result) openResult(result.id);
    onLeave();
  };

  useEffect(() => {
    ref.current?.focus();
  }, []);

  const keys: Record<string, () => void> = {
    x: () => reject(picked),
    s: () => picked && toggleStars([picked]),
    Enter: () => finish(picked),
    n: onLeave,
    ...view.keys,
    ArrowRight: () => pick(shown[(picked ? shown.indexOf(picked) : -1) + 1]),
    ArrowLeft: () => pick(shown[(picked ? shown.indexOf(picked) : 1) - 1]),
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div
      ref={ref}
      role="group"
      aria-label={`${shown.length} variants side by side`}
      className={styles.survey}
      data-on-surround
      tabIndex={-1}
      style={{ gridTemplateColumns: `repeat(${columns}, max-content)` }}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const key = pressedKey(event);
        const numbered = task.results.find(({ index }) => String(index + 1) === key);
        const isOnButton = event.target instanceof HTMLButtonElement && key === 'Enter';
        const does = numbered ? () => pick(numbered) : keys[key];
        if (!does || isOnButton) return;
        event.preventDefault();
        event.stopPropagation();
        does();
      }}
    >
      {shown.map((result) => (
        <figure
          key={result.id}
          className={styles.cell}
          style={{ width: cellWidth + CELL_GAP }}
          data-picked={result.id === picked?.id}
        >
          {/* biome-ignore lint/a11y/noStaticElementInteractions: keys do the same. */}
          <div
            data-cell
            className={styles.picture}
            style={cell}
            onPointerDown={(event) => {
              // A second finger helps the first one.
              if (view.isUntouched()) pick(result);
              view.onPointerDown(event);
            }}
            onDoubleClick={() => finish(result)}
          >
            {cell.width > 0 && (
              <div
                data-picture
                className={styles.moved}
                style={{ left: rect.x, top: rect.y, width: rect.width, height: rect.height }}
              >
                <SharpImage
                  picture={resultPicture(result)}
                  stage={cell}
                  pixelRatio={pixelRatio}
                  rect={rect}
                  isOneOfMany
                />
              </div>
            )}
          </div>
          <div className={styles.flag}>
            <FlagMark flags={pictureFlags(result)} />
          </div>
          <figcaption className={styles.caption}>
            <span className={styles.number}>{result.index + 1}</span>
            <IconButton
              size="s"
              label="Keep with a star"
              keys="S"
              aria-keyshortcuts="S"
              aria-pressed={result.isStarred}
              onClick={() => toggleStars([result])}
            >
              <Star className={styles.star} aria-hidden />
            </IconButton>
            <IconButton
              size="s"
              label="Reject"
              keys="X"
              aria-keyshortcuts="X"
              aria-disabled={shown.length < 2}
              onClick={() => reject(result)}
            >
              <X aria-hidden />
            </IconButton>
            <Button size="s" variant="quiet" icon={<Check aria-hidden />} onClick={() => finish(result)}>
              <span className={styles.words}>This one</span>
            </Button>
          </figcaption>
        </figure>
      ))}
      {rejected.size > 0 && (
        <Button size="s" className={styles.all} onClick={() => setRejected(WHOLE_SURVEY.rejected)}>
          Show all {task.results.length} again
        </Button>
      )}
    </div>
  );
}
