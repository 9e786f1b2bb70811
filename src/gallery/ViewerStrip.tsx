import { resultImageUrl } from '../api/results.ts';
import { FadingImage } from './FadingImage.tsx';
import { openResult } from './openResult.ts';
import type { ShownResult } from './resultWalk.ts';
import styles from './ViewerStrip.module.css';

/** All results of the task side by side, where there is more than one. */
export function ViewerStrip({ shown: { task, result: open } }: { shown: ShownResult }) {
  if (task.results.length < 2) return null;
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
            onClick={() => openResult(result.id)}
          >
            <FadingImage src={resultImageUrl(result.id, { width: 320, format: 'webp' })} />
          </button>
        </li>
      ))}
    </ul>
  );
}
