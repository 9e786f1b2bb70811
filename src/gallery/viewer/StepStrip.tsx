import { resultImageUrl } from '../../api/results.ts';
import type { StepPicture } from '../../domain/plan/stepPictures.ts';
import { problemDetail } from '../../domain/problem.ts';
import { FadingImage } from '../FadingImage.tsx';
import { sizeLabel } from '../taskLabels.ts';
import type { ShownResult } from './resultWalk.ts';
import styles from './StepStrip.module.css';
import type { ShownSteps } from './useShownStep.ts';

interface StepStripProps {
  shown: ShownResult;
  steps: ShownSteps;
}

/** How a plan came to its result: a picture for each step, and what is to be checked in the one that is looked at. */
export function StepStrip({
  shown: { task, result },
  steps: { steps, shownStep, showStep },
}: StepStripProps) {
  if (steps.length === 0) return null;
  const count = task.plan?.steps.length ?? 0;
  const items = [
    ...steps.map((step) => ({
      ...{ step, key: step.resultId, label: `Step ${step.index + 1}` },
      ...{ id: step.resultId, size: step.rect },
    })),
    { step: null, key: 'result', label: 'Result', id: result.id, size: result },
  ];
  return (
    <div className={styles.steps}>
      <ol className={styles.strip} aria-label="Steps to this result">
        {items.map(({ step, key, label, id, size }) => (
          <li key={key}>
            <button
              type="button"
              className={styles.item}
              aria-current={step === shownStep ? 'step' : undefined}
              onClick={() => showStep(step)}
            >
              <span className={styles.picture} style={{ aspectRatio: size.width / size.height }}>
                <FadingImage src={resultImageUrl(id, { width: 320, format: 'webp' })} />
              </span>
              {label}
            </button>
          </li>
        ))}
      </ol>
      <p className={styles.says} role="status">
        {shownStep && stepSentence(shownStep, count)}
      </p>
    </div>
  );
}

function stepSentence({ index, rect, flags }: StepPicture, count: number): string {
  const place = `Step ${index + 1} of ${count}, ${sizeLabel(rect)} px.`;
  return [place, ...flags.map(problemDetail)].join(' ');
}
