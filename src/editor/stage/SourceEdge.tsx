import type { Size } from '../../domain/side.ts';
import { useStagePlace, type ViewGetter } from './result/useStagePlace.ts';
import styles from './SourceEdge.module.css';

/** Marks where the source ends while a draft surrounds it that is not what the provider will make. */
export function SourceEdge({ view, size }: { view: ViewGetter; size: Size }) {
  const place = useStagePlace(view, { x: 0, y: 0, ...size });
  return <div ref={place} className={styles.edge} aria-hidden />;
}
