import { useConnection } from '../api/connection.ts';
import type { Config } from '../domain/contract/config.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import type { DeletionQueue } from './deletion/deletionQueue.ts';
import styles from './Gallery.module.css';
import { problemSentence } from './problemSentence.ts';
import { StoppedProviders } from './StoppedProviders.tsx';
import type { TaskActions } from './useTaskActions.ts';

interface GalleryNoticesProps {
  list: { data: unknown; error: Error | null; refetch: () => unknown };
  /** Something is listed. */
  hasTasks: boolean;
  config: Config | undefined;
  actions: TaskActions;
  deletions: { problem: Error | null; dismissProblem: DeletionQueue['dismissProblem'] };
}

/** What is wrong with the list, and what could not be done. The cached list stays below it. */
export function GalleryNotices({ list, hasTasks, config, actions, deletions }: GalleryNoticesProps) {
  const isOffline = useConnection(({ connection }) => connection === 'offline');
  const retryList = (
    <Button size="s" onClick={() => void list.refetch()}>
      Try again
    </Button>
  );
  return (
    <div className={styles.notices}>
      {isOffline && (hasTasks || !list.data) && (
        <Notice tone="note">
          {hasTasks
            ? 'Showing what was last known. It is brought up to date by itself.'
            : 'Your results are shown as soon as the server is back.'}
        </Notice>
      )}
      {list.error && (
        <Notice tone="problem" title="The list could not be loaded" actions={retryList}>
          {problemSentence(list.error)}
        </Notice>
      )}
      <StoppedProviders config={config} />
      {actions.problem && (
        <Notice tone="problem" onDismiss={actions.dismissProblem}>
          {problemSentence(actions.problem)}
        </Notice>
      )}
      {deletions.problem && (
        <Notice tone="problem" title="Not deleted" onDismiss={deletions.dismissProblem}>
          {problemSentence(deletions.problem)}
        </Notice>
      )}
    </div>
  );
}
