import { taskPageSchema } from '../src/domain/contract/task.ts';

/**
 * Empties a relay's list of tasks, breaking off those under way. Sources stay: they are known by their bytes alone.
 *
 * @param token of somebody with access, where signing in is asked for
 */
export async function deleteTasks(relayUrl: string, token?: string): Promise<void> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  for (;;) {
    const page = await fetch(`${relayUrl}/api/tasks`, { headers });
    const { tasks } = taskPageSchema.parse(await page.json());
    if (tasks.length === 0) return;
    for (const { id } of tasks) {
      const answer = await fetch(`${relayUrl}/api/tasks/${id}`, { method: 'DELETE', headers });
      if (!answer.ok && answer.status !== 404) throw new Error(`A task stays: ${await answer.text()}`);
    }
  }
}
