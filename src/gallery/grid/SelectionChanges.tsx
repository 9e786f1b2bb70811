import { RotateCcw, X } from 'lucide-react';
import type { TaskChanges } from '../../api/useTaskChanges.ts';
import { Button } from '../../ui/Button.tsx';
import { cancellable, retryable } from './selectedTasks.ts';
import type { Tile } from './tiles.ts';

interface SelectionChangesProps {
  tiles: readonly Tile[];
  changes: Pick<TaskChanges, 'change' | 'isUnderWay'>;
}

/** Retry and cancel for all that is selected. */
export function SelectionChanges({ tiles, changes: { change, isUnderWay } }: SelectionChangesProps) {
  const retried = retryable(tiles).map(({ id }) => id);
  const cancelled = cancellable(tiles).map(({ id }) => id);
  return (
    <>
      {retried.length > 0 && (
        <Button
          size="s"
          icon={<RotateCcw aria-hidden />}
          aria-disabled={retried.every((id) => isUnderWay(id, 'retry'))}
          onClick={() => change(retried, 'retry')}
        >
          Retry {retried.length}
        </Button>
      )}
      {cancelled.length > 0 && (
        <Button
          size="s"
          icon={<X aria-hidden />}
          aria-disabled={cancelled.every((id) => isUnderWay(id, 'cancel'))}
          onClick={() => change(cancelled, 'cancel')}
        >
          Cancel {cancelled.length}
        </Button>
      )}
    </>
  );
}
