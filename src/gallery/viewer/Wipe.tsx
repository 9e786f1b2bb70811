import { Slider } from '@base-ui/react/slider';
import { useId, useState } from 'react';
import type { Result } from '../../domain/contract/result.ts';
import type { Task } from '../../domain/contract/task.ts';
import type { Rect } from '../../domain/viewport.ts';
import {
  type Comparison,
  comparisonChoices,
  coveredWidth,
  placeIn,
  presentChoice,
  rawRect,
  sourceRect,
} from './comparison.ts';
import { rawPicture, resultPicture, sourcePicture } from './picture.ts';
import { SharpImage } from './SharpImage.tsx';
import type { ViewerScene } from './viewerView.ts';
import styles from './Wipe.module.css';

interface WipeProps {
  readonly task: Task;
  readonly result: Result;
  readonly scene: ViewerScene;
  /** The frame on the stage, in screen pixels. */
  readonly rect: Rect;
}

/** Before and after with a divider between them: zoom and pan go on underneath, and the divider keeps its place. */
export function Wipe({ task, result, scene, rect }: WipeProps) {
  const [key, setKey] = useState('source');
  const [percent, setPercent] = useState(50);
  const choices = comparisonChoices(task, result);
  const chosen = presentChoice(choices, key);
  const covered = coveredWidth(percent / 100, scene.stage.width, rect);
  return (
    <>
      <div
        className={styles.before}
        style={{
          ...{ left: rect.x, top: rect.y, width: rect.width, height: rect.height },
          clipPath: `inset(0 ${rect.width - covered}px 0 0)`,
        }}
      >
        <Before task={task} open={result} comparison={chosen.comparison} scene={scene} rect={rect} />
      </div>
      <span className={styles.side} data-side="before" style={{ right: `${100 - percent}%` }} aria-hidden>
        {chosen.comparison.kind === 'variant' ? `Result ${chosen.label}` : chosen.label}
      </span>
      <span className={styles.side} data-side="after" style={{ left: `${percent}%` }} aria-hidden>
        {task.results.length > 1 ? `Result ${result.index + 1}` : 'Result'}
      </span>
      <Slider.Root
        className={styles.slider}
        value={percent}
        onValueChange={(next) => setPercent(next)}
        min={0}
        max={100}
        step={1}
        largeStep={10}
      >
        <Slider.Control className={styles.control}>
          <Slider.Track className={styles.track}>
            <Slider.Thumb className={styles.divider} aria-label="Divider between before and after">
              <i className={styles.knob} aria-hidden />
            </Slider.Thumb>
          </Slider.Track>
        </Slider.Control>
      </Slider.Root>
      <Choices choices={choices} chosenKey={chosen.key} onChoose={setKey} />
    </>
  );
}

interface BeforeProps {
  readonly task: Task;
  readonly open: Result;
  readonly comparison: Comparison;
  readonly scene: ViewerScene;
  readonly rect: Rect;
}

function Before({ task, open, comparison, scene, rect }: BeforeProps) {
  const { stage, pixelRatio } = scene;
  const { picture, place } = shownBefore(task, { open, comparison, rect });
  return (
    <div className={styles.picture} data-raw={comparison.kind === 'raw'} style={placeIn(rect, place)}>
      <SharpImage key={picture.key} picture={picture} stage={stage} pixelRatio={pixelRatio} rect={place} />
    </div>
  );
}

/** What lies before the divider, and where on the stage. */
function shownBefore(
  task: Task,
  { open, comparison, rect }: Pick<BeforeProps, 'open' | 'comparison' | 'rect'>,
) {
  switch (comparison.kind) {
    case 'source':
      return { picture: sourcePicture(task.source), place: sourceRect(task, rect) };
    case 'raw':
      return { picture: rawPicture(open), place: rawRect(open, rect) };
    case 'variant':
      return { picture: resultPicture(comparison.result), place: rect };
  }
}

interface ChoicesProps {
  readonly choices: ReturnType<typeof comparisonChoices>;
  readonly chosenKey: string;
  readonly onChoose: (key: string) => void;
}

/** What lies on the left of the divider. */
function Choices({ choices, chosenKey, onChoose }: ChoicesProps) {
  const name = useId();
  if (choices.length < 2) return null;
  return (
    <div className={styles.choices} role="radiogroup" aria-label="Compare with">
      <span className={styles.with} aria-hidden>
        Compare with
      </span>
      {choices.map(({ key, label, comparison }) => (
        <label key={key} className={styles.choice}>
          <input
            type="radio"
            name={name}
            className={styles.input}
            checked={key === chosenKey}
            onChange={() => onChoose(key)}
            aria-label={comparison.kind === 'variant' ? `Result ${label}` : label}
          />
          <span aria-hidden>{label}</span>
        </label>
      ))}
    </div>
  );
}
