/** How soon a tab knows that the upstream has finished, polled and by callback; and what more tabs cost the upstream. */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { taskSchema } from '../src/domain/contract/task.ts';
import { waitUntil } from '../testing/waitUntil.ts';
import { quantile } from './quantile.ts';
import { PaidRelay } from './relay/paidRelay.ts';

const TASKS = 30;
const TASK_MS = 4000;
const photo = readFileSync(new URL('../public/samples/doorway.jpg', import.meta.url));

/** A tab: hears every event, and when each task was first told of as finished upstream. */
function openTab(url: string) {
  const abort = new AbortController();
  const finishedMs = new Map<string, number>();
  const listen = async () => {
    const response = await fetch(`${url}/api/tasks/events`, { signal: abort.signal });
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^event: task\n[\s\S]*?^data: (.*)$/m.exec(event)?.[1];
        if (data === undefined) continue;
        const { id, status } = taskSchema.parse(JSON.parse(data));
        const isFinished = status === 'finishing' || status === 'succeeded';
        if (isFinished && !finishedMs.has(id)) finishedMs.set(id, Date.now());
      }
    }
  };
  const ended = listen().catch(() => undefined);
  return {
    finishedMs,
    close: async () => {
      abort.abort();
      await ended;
    },
  };
}

async function newsAfterMs(settings: Record<string, string>): Promise<number[]> {
  const measured = await PaidRelay.launch({ timing: { elapsedMs: TASK_MS } }, settings);
  const tab = openTab(measured.relay.url);
  try {
    const sourceId = await measured.upload(photo);
    const ids: string[] = [];
    for (let number = 0; number < TASKS; number += 1) {
      ids.push((await measured.submit(sourceId)).id);
      // The finishing of the last one must not stand in the way of the news of the next.
      await pause(1100);
    }
    await waitUntil('all news', async () => (tab.finishedMs.size === TASKS ? true : null), 120_000);
    // Sent one after the other, so the upstream took them in this order.
    const taken = (await measured.upstream.state()).creates.flatMap(({ acceptedMs }) => acceptedMs ?? []);
    return ids.map((id, index) => (tab.finishedMs.get(id) ?? Number.NaN) - (taken[index] ?? 0) - TASK_MS);
  } finally {
    await tab.close();
    await measured.dispose();
  }
}

async function questionsPerTask(tabs: number): Promise<number> {
  const measured = await PaidRelay.launch({ timing: { polls: 5 } });
  const open = Array.from({ length: tabs }, () => openTab(measured.relay.url));
  try {
    const sourceId = await measured.upload(photo);
    for (let number = 0; number < 3; number += 1) await measured.submit(sourceId);
    await waitUntil(
      'all tabs to know',
      async () => open.every(({ finishedMs }) => finishedMs.size === 3) || null,
      120_000,
    );
    const { queries } = await measured.upstream.state();
    return Object.values(queries).reduce((sum, count) => sum + count, 0) / 3;
  } finally {
    await Promise.all(open.map(({ close }) => close()));
    await measured.dispose();
  }
}

const polled = await newsAfterMs({});
console.log(`A tab knows, polled: median ${words(polled, 0.5)}, p95 ${words(polled, 0.95)} (aim: 1500 ms)`);
const called = await newsAfterMs({ PUBLIC_URL: '{relay}' });
console.log(
  `A tab knows, by callback: median ${words(called, 0.5)}, p95 ${words(called, 0.95)} (aim: 250 ms)`,
);
console.log(
  `Questions to the upstream a task: ${await questionsPerTask(1)} with 1 tab, ${await questionsPerTask(50)} with 50`,
);

function words(samples: readonly number[], share: number): string {
  return `${quantile(samples, share).toFixed(0)} ms`;
}
