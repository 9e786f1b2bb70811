import { X } from 'lucide-react';
import { useTaskChanges } from '../../api/useTaskChanges.ts';
import { hasEnded, type Task } from '../../domain/contract/task.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { problemMessage } from '../../ui/problemMessage.ts';

/** Cancels all of a pack that is under way, and tells why one of them could not be. */
export function CancelUnderWay({ tasks }: { tasks: readonly Task[] }) {
  const { refusals, change } = useTaskChanges();
  const [refusal] = refusals;
  const open = tasks.filter(({ status }) => !hasEnded(status)).map(({ id }) => id);
  return (
    <>
      {open.length > 0 && (
        <Button variant="quiet" icon={<X aria-hidden />} onClick={() => change(open, 'cancel')}>
          {`Cancel ${open.length} under way`}
        </Button>
      )}
      {refusal && <Notice tone="problem">{problemMessage(refusal.problem)}</Notice>}
    </>
  );
}
