import { taskPageSchema } from '../src/domain/contract.ts';

/** Empties a relay's list of tasks, breaking off those under way. Sources stay: they are known by their bytes alone. */
export async function deleteTasks(relayUrl: string): Promise<void> {
  for (;;) {
    const { tasks } = taskPageSchema.parse(await (await fetch(`${relayUrl}/api/tasks`)).json());
    if (tasks.length === 0) return;
    for (const { id } of tasks) {
      const answer = await fetch(`${relayUrl}/api/tasks/${id}`, { method: 'DELETE' });
      if (!answer.ok && answer.status !== 404) throw new Error(`A task stays: ${await answer.text()}`);
    }
  }
}
