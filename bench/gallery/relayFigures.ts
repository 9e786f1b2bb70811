import { outlinePageSchema } from '../../src/domain/contract/lists.ts';
import { quantile } from '../quantile.ts';
import { cpuMs } from '../relay/processFigures.ts';

const REPEATS = 20;
/** Tasks on a page. */
const LIMIT = 100;

interface MeasuredRelay {
  readonly url: string;
  readonly pid: number;
}

/** Times pages near the beginning and near the end of the list, and searches; tells how many results there are. */
export async function measureRelay(relay: MeasuredRelay, tasks: number): Promise<{ results: number }> {
  const { url } = relay;
  const time = (address: string, name: string) => timed(relay, address, name);
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
  await time(`${url}/api/tasks/formats`, 'typed formats');
  await time(`${url}/api/tasks/outline?limit=${LIMIT}&provider=built-in&status=succeeded`, 'filtered page');
  for (const search of ['soft clo', 'doorway', 'nowhere']) {
    await time(
      `${url}/api/tasks/outline?limit=${LIMIT}&search=${encodeURIComponent(search)}`,
      `search «${search}»`,
    );
  }
  return { results };
}

async function timed({ pid }: MeasuredRelay, address: string, name: string): Promise<void> {
  const tookMs: number[] = [];
  const cpuBefore = cpuMs(pid);
  for (let run = 0; run < REPEATS; run += 1) {
    const startedMs = performance.now();
    await (await fetch(address)).text();
    tookMs.push(performance.now() - startedMs);
  }
  console.log(
    `  ${name}: p50 ${quantile(tookMs, 0.5).toFixed(1)} ms, p95 ${quantile(tookMs, 0.95).toFixed(1)} ms; ` +
      `processor ${((cpuMs(pid) - cpuBefore) / REPEATS).toFixed(1)} ms each`,
  );
}
