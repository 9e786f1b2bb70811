import type { TaskChanges } from '../../../api/useTaskChanges.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { problemMessage } from '../../../ui/problemMessage.ts';
import styles from './StageChip.module.css';

/** Why what was pressed here last did not happen; it goes with the next press. */
export function RefusedChange({ refusals: [refusal] }: Pick<TaskChanges, 'refusals'>) {
  if (!refusal) return null;
  return (
    <div className={styles.refused}>
      <Notice tone="problem">{problemMessage(refusal.problem)}</Notice>
    </div>
  );
}
