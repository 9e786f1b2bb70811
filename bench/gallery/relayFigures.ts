import { outlinePageSchema } from '../../src/domain/listContract.ts';
import { quantile } from '../quantile.ts';

const REPEATS = 20;
/** Tasks on a page. */
const LIMIT = 100;

/** Times pages near the beginning and near the end of the list, and searches; tells how many results there are. */
export async function measureRelay(url: string, tasks: number): Promise<{ results: number }> {
  const cursors: string[] = [];
  let results = 0;
  let query = `limit=${LIMIT}&status=succeeded`;
  for (;;) {
    const page = outlinePageSchema.parse(await (await fetch(`${url}/api/tasks/outline?${query}`)).json());
    results += page.tasks.reduce((sum, task) => sum + task.results.length, 0);
    if (page.nextCursor === null) break;
    cursors.push(page.nextCursor);
    query = `limit=${LIMIT}&status=succeeded&cursor=${page.nextCursor}`;
  }
  console.log(`\nrelay, ${tasks} tasks, ${results} results, pages of ${LIMIT} tasks`);
  await time(`${url}/api/tasks/outline?limit=${LIMIT}`, 'first page');
  const last = cursors.at(-1);
  if (last !== undefined)
    await time(`${url}/api/tasks/outline?limit=${LIMIT}&cursor=${last}`, `page ${cursors.length}`);
  await time(`${url}/api/tasks/outline?limit=${LIMIT}&provider=built-in&status=succeeded`, 'filtered page');
  for (const search of ['soft clo', 'doorway', 'nowhere']) {
    await time(
      `${url}/api/tasks/outline?limit=${LIMIT}&search=${encodeURIComponent(search)}`,
      `search «${search}»`,
    );
  }
  return { results };
}

async function time(address: string, name: string): Promise<void> {
  const tookMs: number[] = [];
  for (let run = 0; run < REPEATS; run += 1) {
    const startedMs = performance.now();
    await (await fetch(address)).text();
    tookMs.push(performance.now() - startedMs);
  }
  console.log(
    `  ${name}: p50 ${quantile(tookMs, 0.5).toFixed(1)} ms, p95 ${quantile(tookMs, 0.95).toFixed(1)} ms`,
  );
}
