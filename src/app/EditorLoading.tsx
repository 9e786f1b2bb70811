import { useMissingPart } from '../api/missingPart.ts';
import { STAGE_ID } from '../ui/stageId.ts';
import styles from './EditorLoading.module.css';

/** Stands where the editor will be while its code comes; without words as long as it is under way. */
export function EditorLoading({ isCovered }: { isCovered: boolean }) {
  const isAwaited = useMissingPart(({ missing }) => missing === 'awaited');
  return (
    <main
      id={STAGE_ID}
      tabIndex={-1}
      data-area="stage"
      aria-busy
      inert={isCovered}
      className={styles.loading}
    >
      <p role="status" data-on-surround className={styles.words}>
        {isAwaited &&
          'The editor is not loaded yet and the server does not answer. It opens by itself as soon as the server is back; your image is kept.'}
      </p>
    </main>
  );
}
