import { TASK_STATUSES, type TaskStatus } from '../../src/domain/contract/task.ts';
import { TaskCard } from '../../src/gallery/card/TaskCard.tsx';
import { GalleryEmpty } from '../../src/gallery/GalleryEmpty.tsx';
import { GallerySkeleton } from '../../src/gallery/GallerySkeleton.tsx';
import { statusWord } from '../../src/gallery/taskLabels.ts';
import type { TaskActions } from '../../src/gallery/useTaskActions.ts';
import { Section, Specimen } from './Specimen.tsx';
import styles from './States.module.css';
import { sampleConfig } from './sampleConfig.ts';
import { TASK_SPECIMENS } from './taskSpecimens.ts';

const nothing = () => undefined;
/** Buttons can be pressed and do nothing. */
const NO_ACTIONS: TaskActions = {
  ...{ reuse: nothing, openAsSource: nothing, remove: nothing, retry: nothing, cancel: nothing },
  ...{ removeResult: nothing, submitAnew: nothing, giveUp: nothing, problem: null, dismissProblem: nothing },
};

/** Sections of the page, for its table of contents. */
export const CARD_SECTIONS = TASK_STATUSES.map((status) => [status, statusWord(status)] as const);

/** Every state of a task, each in every shape that its card can take. */
export function Cards() {
  return (
    <>
      {TASK_STATUSES.map((status) => (
        <CardsOf key={status} status={status} />
      ))}
      <Section id="no-tasks" title="No tasks yet">
        <Specimen caption="the list is being loaded">
          <GallerySkeleton />
        </Specimen>
        <Specimen caption="nothing expanded yet">
          <GalleryEmpty />
        </Specimen>
      </Section>
    </>
  );
}

function CardsOf({ status }: { status: TaskStatus }) {
  return (
    <Section id={status} title={statusWord(status)} lead={<code className={styles.code}>{status}</code>}>
      {TASK_SPECIMENS[status].map(({ caption, task }) => (
        <Specimen key={caption} caption={caption}>
          <ul>
            <TaskCard task={task} config={sampleConfig} actions={NO_ACTIONS} isTabStop />
          </ul>
        </Specimen>
      ))}
    </Section>
  );
}
