import type { ZipState as State } from '../../gallery/deliver/useZip.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './PackDialog.module.css';

/** How far the zip is, and what is missing in it. */
export function ZipState({ state, onCancel }: { state: State; onCancel: () => void }) {
  if (state.kind === 'zipping')
    return (
      <p className={styles.quote} role="status">
        {`${state.done} of ${state.all} files `}
        <Button size="s" variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </p>
    );
  if (state.kind === 'incomplete')
    return (
      <p className={styles.problem} role="alert">
        {`Not in the zip, because it could not be fetched: ${state.missing.join(', ')}.`}
      </p>
    );
  return state.kind === 'failed' ? (
    <p className={styles.problem} role="alert">
      This browser has no room for a zip of that size.
    </p>
  ) : null;
}
