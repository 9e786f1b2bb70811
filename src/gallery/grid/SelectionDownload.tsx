import { useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { taskQuery } from '../../api/outline.ts';
import type { Task } from '../../domain/contract/task.ts';
import { Button } from '../../ui/Button.tsx';
import { openDelivery } from '../deliver/deliveryTarget.ts';
import styles from './SelectionBar.module.css';
import type { Tile } from './tiles.ts';

/** Asks how all selected results are to be taken away: one as a file, several as one zip. Says which cannot be. */
export function SelectionDownload({ tiles }: { tiles: readonly Tile[] }) {
  const client = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const download = async () => {
    if (isAsking) return;
    setProblem(null);
    setAsking(true);
    const chosen = new Set(tiles.flatMap(({ result }) => result?.id ?? []));
    const ids = [...new Set(tiles.map(({ task }) => task.id))];
    const asked = await Promise.allSettled(ids.map((id) => client.fetchQuery(taskQuery(id))));
    setAsking(false);
    const tasks = asked.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const items = itemsOf(tasks, chosen);
    const missing = chosen.size - items.length;
    if (missing > 0) setProblem(missingSentence(missing, chosen.size));
    if (items.length > 0) openDelivery(items);
  };
  return (
    <>
      <Button
        size="s"
        icon={<Download aria-hidden />}
        aria-haspopup="dialog"
        aria-disabled={isAsking}
        onClick={() => void download()}
      >
        {isAsking ? 'Getting ready…' : 'Download'}
      </Button>
      {problem !== null && (
        <span className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </>
  );
}

function itemsOf(tasks: readonly Task[], chosen: ReadonlySet<string>) {
  return tasks.flatMap((task) =>
    task.results.filter(({ id }) => chosen.has(id)).map((result) => ({ task, result })),
  );
}

/** Results that are gone, or that cannot be asked for. */
function missingSentence(missing: number, all: number): string {
  return missing === all
    ? 'None of them can be had at the moment. Try again, or open one and download it there.'
    : `${missing} of ${all} cannot be had: they may be deleted. The others are in Deliver.`;
}
