import type { Refusal, TaskChanges } from '../../api/useTaskChanges.ts';
import { Notice } from '../../ui/Notice.tsx';

/** What the server did not do of what was asked for all that was selected; it stays when the selection is gone. */
export function RefusedChanges({ changes: { refusals, dismissRefusals } }: { changes: TaskChanges }) {
  if (refusals.length === 0) return null;
  return (
    <Notice tone="problem" onDismiss={dismissRefusals}>
      {refusalSentences(refusals).join(' ')}
    </Notice>
  );
}

/** `2 of 3: …`, each reason once a press. */
function refusalSentences(refusals: readonly Refusal[]): string[] {
  const counts = new Map<string, Refusal & { count: number }>();
  for (const refusal of refusals) {
    const key = `${refusal.press} ${refusal.problem.detail}`;
    counts.set(key, { ...refusal, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].map(({ problem: { detail }, asked, count }) =>
    asked === 1 ? detail : `${count} of ${asked}: ${detail}`,
  );
}
