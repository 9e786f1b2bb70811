import { count, isNull, sum } from 'drizzle-orm';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { TASK_STATUSES } from '../../src/domain/contract/task.ts';
import type { Db } from '../database/openDatabase.ts';
import { results, sources, tasks } from '../database/schema.ts';

interface MetricsDeps {
  readonly db: Db;
  readonly now: () => Date;
  /** Room left where the files lie. */
  readonly freeBytes: () => Promise<number>;
  /** When the task that waits longest became due, or null when none waits. */
  readonly oldestDueAt: () => Promise<Date | null>;
}

interface Answered {
  readonly method: string;
  /** As it is declared, not as it was asked for: there are few of them. */
  readonly route: string;
  readonly status: number;
  readonly elapsedMs: number;
}

interface Called {
  readonly provider: string;
  readonly call: string;
  readonly outcome: string;
  readonly elapsedMs: number;
}

/** Those of the process, once however many relays it holds: what listens to the collector of garbage cannot be stopped. */
const processRegistry = new Registry();
collectDefaultMetrics({ register: processRegistry });

const SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];

/** Figures of one relay, as Prometheus reads them. What the database knows is asked for when somebody looks. */
export class RelayMetrics {
  readonly #registry = new Registry();
  readonly #parts: MetricsDeps;
  readonly #requests = new Histogram({
    name: 'outframe_http_request_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #calls = new Counter({
    name: 'outframe_upstream_calls_total',
    help: 'Calls of providers by outcome.',
    labelNames: ['provider', 'call', 'outcome'],
    registers: [this.#registry],
  });
  readonly #callSeconds = new Histogram({
    name: 'outframe_upstream_call_seconds',
    help: 'Time that providers take to answer.',
    labelNames: ['provider', 'call'],
    buckets: SECONDS,
    registers: [this.#registry],
  });

  constructor(parts: MetricsDeps) {
    this.#parts = parts;
    this.#gauge('outframe_tasks', 'Tasks that are kept, by state.', ['status'], (gauge) =>
      this.#countTasks(gauge),
    );
    this.#gauge(
      'outframe_queue_age_seconds',
      'How long the oldest due task has waited.',
      [],
      async (gauge) => {
        const dueAt = await parts.oldestDueAt();
        gauge.set(dueAt === null ? 0 : Math.max(0, parts.now().getTime() - dueAt.getTime()) / 1000);
      },
    );
    this.#gauge('outframe_stored_bytes', 'Bytes of the images that are kept.', ['kind'], (gauge) =>
      this.#sumBytes(gauge),
    );
    this.#gauge('outframe_free_bytes', 'Room left on the disk of the data folder.', [], async (gauge) =>
      gauge.set(await parts.freeBytes()),
    );
  }

  /** The type and the text of an answer to whoever collects figures. */
  async expose(): Promise<{ readonly contentType: string; readonly text: string }> {
    const all = Registry.merge([processRegistry, this.#registry]);
    return { contentType: all.contentType, text: await all.metrics() };
  }

  answered({ method, route, status, elapsedMs }: Answered): void {
    this.#requests.observe({ method, route, status }, elapsedMs / 1000);
  }

  called({ provider, call, outcome, elapsedMs }: Called): void {
    this.#calls.inc({ provider, call, outcome });
    this.#callSeconds.observe({ provider, call }, elapsedMs / 1000);
  }

  #gauge(name: string, help: string, labelNames: string[], collect: (gauge: Gauge) => Promise<void>): void {
    const gauge: Gauge = new Gauge({
      ...{ name, help, labelNames },
      registers: [this.#registry],
      collect: () => collect(gauge),
    });
  }

  async #countTasks(gauge: Gauge): Promise<void> {
    const rows = await this.#parts.db
      .select({ status: tasks.status, count: count() })
      .from(tasks)
      .where(isNull(tasks.deletedAt))
      .groupBy(tasks.status);
    for (const status of TASK_STATUSES) {
      gauge.set({ status }, rows.find((row) => row.status === status)?.count ?? 0);
    }
  }

  async #sumBytes(gauge: Gauge): Promise<void> {
    for (const [kind, table] of [
      ['sources', sources],
      ['results', results],
    ] as const) {
      const kept = table === results ? isNull(results.deletedAt) : undefined;
      const [row] = await this.#parts.db
        .select({ bytes: sum(table.fileBytes) })
        .from(table)
        .where(kept);
      gauge.set({ kind }, Number(row?.bytes ?? 0));
    }
  }
}
