import { progressLabel } from '../../domain/run/run.ts';
import { Button } from '../../ui/Button.tsx';
import { showRun } from './runOpen.ts';
import { useTrayRun } from './trayRun.ts';

/** How far images are that were submitted together; opens what can be done about it. */
export function RunButton() {
  const run = useTrayRun((state) => state.run);
  if (run === null) return null;
  return (
    <Button size="s" onClick={() => showRun(true)}>
      {progressLabel(run)}
    </Button>
  );
}
