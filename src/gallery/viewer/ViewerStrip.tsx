import { useQuery } from '@tanstack/react-query';
import { lineageQuery } from '../../api/lineage.ts';
import { resultImageUrl } from '../../api/results.ts';
import { dragResult } from '../dragResult.ts';
import { FadingImage } from '../FadingImage.tsx';
import { openResult } from '../openResult.ts';
import { LineageStrip } from './LineageStrip.tsx';
import type { ShownResult } from './resultWalk.ts';
import { StepStrip } from './StepStrip.tsx';
import type { ShownSteps } from './useShownStep.ts';
import styles from './ViewerStrip.module.css';

/** Where the result comes from, the steps of its plan, and all results of its task side by side: what there is more than one of. */
export function ViewerStrip({ shown, steps }: { shown: ShownResult; steps: ShownSteps }) {
  const lineage = useQuery(lineageQuery(shown.task)).data ?? [];
  // A line that leads here ends here: with the one result too, where nothing else stands for it.
  const showsResults = shown.task.results.length > 1 || (lineage.length > 0 && steps.steps.length === 0);
  return (
    <div className={styles.bar}>
      <LineageStrip task={shown.task} lineage={lineage} />
      <StepStrip shown={shown} steps={steps} />
      {showsResults && <Results shown={shown} />}
    </div>
  );
}

function Results({ shown: { task, result: open } }: { shown: ShownResult }) {
  return (
    <ul className={styles.strip} aria-label="Results of this task">
      {task.results.map((result) => (
        <li key={result.id}>
          <button
            type="button"
            className={styles.item}
            style={{ aspectRatio: result.width / result.height }}
            aria-label={`Result ${result.index + 1}`}
            aria-current={result.id === open.id}
            draggable
            onDragStart={(event) => dragResult(event, task, result)}
            onClick={() => openResult(result.id)}
          >
            <FadingImage src={resultImageUrl(result.id, { width: 320, format: 'webp' })} />
          </button>
        </li>
      ))}
    </ul>
  );
}
