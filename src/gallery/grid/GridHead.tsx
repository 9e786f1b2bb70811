import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { taskQuery } from '../../api/outline.ts';
import { sourceImageUrl } from '../../api/results.ts';
import { Button } from '../../ui/Button.tsx';
import { FadingImage } from '../FadingImage.tsx';
import { lookAt } from '../galleryAddress.ts';
import { sizeLabel } from '../taskLabels.ts';
import { dayLabel } from './dayLabel.ts';
import styles from './GalleryGrid.module.css';
import type { Tile } from './tiles.ts';

interface GridHeadProps {
  first: Tile;
  count: number;
  /** Begins with what the group has in common. */
  groupKey: string;
}

/** What the tiles below have in common: a day, or a source. */
export function GridHead({ first, count, groupKey }: GridHeadProps) {
  const isDay = groupKey === `head:${first.day}`;
  const { sourceId } = first.task;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of thousands is drawn row by row.
    // biome-ignore lint/a11y/useFocusableInteractive: nothing is done with it.
    <div role="gridcell" className={styles.head}>
      {isDay ? (
        <h3 className={styles.headName}>{dayLabel(first.day, new Date())}</h3>
      ) : (
        <>
          <span className={styles.headSource}>
            <FadingImage src={sourceImageUrl(sourceId, { width: 160, format: 'webp' })} />
          </span>
          <SourceName taskId={first.task.id} />
          <Button size="s" variant="quiet" onClick={() => lookAt({ source: sourceId, grouping: 'day' })}>
            Only this source
          </Button>
        </>
      )}
      <span className={styles.headCount}>{count.toLocaleString()}</span>
    </div>
  );
}

/** The name that the newest task has its source under; a source that came without one goes by its size. */
function SourceName({ taskId }: { taskId: string }) {
  const task = useQuery({ ...taskQuery(taskId), placeholderData: keepPreviousData }).data;
  if (!task) return <h3 className="visually-hidden">Results of one source</h3>;
  return <h3 className={styles.headName}>{task.sourceName ?? `Source ${sizeLabel(task.source)}`}</h3>;
}
