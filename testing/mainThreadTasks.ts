import type { CDPSession } from '@playwright/test';
import { z } from 'zod';

const traceSchema = z.object({
  value: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Microseconds of the processor. */
      tdur: z.number().optional(),
      args: z.object({ name: z.string().optional() }).optional(),
    }),
  ),
});

interface ThreadTasks {
  readonly totalMs: number;
  readonly longestMs: number;
}

export interface MainThreadTasks extends ThreadTasks {
  /** Squares that were drawn, by other threads, and what that took of the processor. */
  readonly drawnSquares: number;
  readonly drawingMs: number;
}

/** The processor's time that tasks of the page's own thread take during `work`, whatever else the machine does. */
export async function mainThreadTasks(
  session: CDPSession,
  work: () => Promise<unknown>,
): Promise<MainThreadTasks> {
  const tasks = new Map<string, ThreadTasks>();
  const pages = new Set<string>();
  const drawn = { drawnSquares: 0, drawingMs: 0 };
  const collect = (event: unknown) => {
    for (const { name, pid, tid, tdur = 0, args } of traceSchema.parse(event).value) {
      const thread = `${pid} ${tid}`;
      if (name === 'thread_name' && args?.name === 'CrRendererMain') pages.add(thread);
      if (name === 'RasterTask') {
        drawn.drawnSquares += 1;
        drawn.drawingMs += tdur / 1000;
      }
      if (name !== 'RunTask') continue;
      const { totalMs, longestMs } = tasks.get(thread) ?? { totalMs: 0, longestMs: 0 };
      const ms = tdur / 1000;
      tasks.set(thread, { totalMs: totalMs + ms, longestMs: Math.max(longestMs, ms) });
    }
  };
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline'] },
  });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  const ofPages = [...tasks].filter(([thread]) => pages.has(thread)).map(([, sums]) => sums);
  const none: ThreadTasks = { totalMs: 0, longestMs: 0 };
  return { ...drawn, ...ofPages.reduce((most, one) => (one.totalMs > most.totalMs ? one : most), none) };
}
