import { Button } from '../../ui/Button.tsx';
import type { StoredRun } from '../run/runStore.ts';
import { runLabel } from './outcome.ts';
import { showRun } from './runOpen.ts';
import { useTrayRun } from './trayRun.ts';
import { useTasksOf } from './useBatchTasks.ts';

/** How far images are that were submitted together; opens what can be done about it. */
export function RunButton() {
  const run = useTrayRun((state) => state.run);
  return run && <ButtonOf run={run} />;
}

function ButtonOf({ run }: { run: StoredRun }) {
  const tasks = useTasksOf(run.batch.id);
  return (
    <Button size="s" onClick={() => showRun(true)}>
      {runLabel(run, tasks)}
    </Button>
  );
}
