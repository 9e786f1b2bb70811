import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import type { Ancestor } from '../../api/lineage.ts';
import { resultImageUrl, sourceImageUrl } from '../../api/results.ts';
import type { Task } from '../../domain/contract/task.ts';
import { FadingImage } from '../FadingImage.tsx';
import { openResult } from '../openResult.ts';
import { sizeLabel } from '../taskLabels.ts';
import styles from './ViewerStrip.module.css';

/** Where a result comes from: the first source, and every result that somebody went on from since. */
export function LineageStrip({ task, lineage }: { task: Task; lineage: readonly Ancestor[] }) {
  const heading = useId();
  if (lineage.length === 0) return null;
  const first = lineage[0]?.task ?? task;
  return (
    <div className={styles.lineage}>
      <span id={heading} className={styles.heading}>
        Comes from
      </span>
      <ol className={styles.lineage} aria-labelledby={heading}>
        <li>
          <span
            className={styles.origin}
            role="img"
            style={{ aspectRatio: first.source.width / first.source.height }}
            aria-label={`First source, ${sizeLabel(first.source)}`}
            data-tip={first.sourceName ?? 'First source'}
          >
            <FadingImage src={sourceImageUrl(first.source.id, { width: 320, format: 'webp' })} />
          </span>
          <ChevronRight aria-hidden />
        </li>
        {lineage.map(({ task: parent, resultId }) => {
          const result = parent.results.find(({ id }) => id === resultId);
          if (result === undefined) return null;
          return (
            <li key={resultId}>
              <button
                type="button"
                className={styles.item}
                style={{ aspectRatio: result.width / result.height }}
                aria-label={`Went on from result ${sizeLabel(result)}`}
                data-tip={parent.prompt || sizeLabel(result)}
                onClick={() => openResult(resultId)}
              >
                <FadingImage src={resultImageUrl(resultId, { width: 320, format: 'webp' })} />
              </button>
              <ChevronRight aria-hidden />
            </li>
          );
        })}
      </ol>
    </div>
  );
}
