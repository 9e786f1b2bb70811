import { countsOf } from '../../domain/run/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { orderRun } from '../run/runChannel.ts';
import { type PackRun, packRun } from './packRun.ts';

/** Why formats of a pack wait, and both ways on from there; nothing where none wait. */
export function PausedPack({ run }: { run: PackRun }) {
  const { toBeSent, all } = countsOf(run);
  if (run.pausedBy === null || toBeSent === 0) return null;
  return (
    <Notice
      tone="problem"
      title={`${toBeSent} of ${all} are not submitted yet: ${run.batch.name}`}
      actions={
        <>
          <Button size="s" onClick={() => orderRun(packRun, { does: 'go on' })}>
            Go on
          </Button>
          <Button size="s" variant="quiet" onClick={() => orderRun(packRun, { does: 'cancel' })}>
            {`Cancel ${toBeSent} not sent yet`}
          </Button>
        </>
      }
    >
      {run.pausedBy} What is not submitted stays here: press Go on later, or cancel it to submit another pack.
    </Notice>
  );
}
