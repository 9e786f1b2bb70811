import { randomInt, randomUUID } from 'node:crypto';
import type { CreateRequest } from './createRules.ts';
import type { Effect } from './fault.ts';
import type { Timing } from './upstreamOptions.ts';

export interface UpstreamTask {
  readonly id: string;
  readonly request: CreateRequest;
  readonly createdMs: number;
  /** From when on it can be asked for, milliseconds since 1970. */
  readonly visibleMs: number;
  readonly fails: string | null;
  readonly neverEnds: boolean;
  readonly ignores: readonly ('up' | 'right' | 'bottom' | 'left')[];
  readonly withholds: readonly number[];
  readonly fileNames: readonly string[];
  polls: number;
}

type Fate = Pick<Effect, 'taskFails' | 'taskNeverEnds' | 'taskIgnores' | 'taskImages' | 'taskWithholds'> & {
  readonly visibleAfterMs: number;
};

export function newTask(request: CreateRequest, fate: Fate): UpstreamTask {
  const createdMs = Date.now();
  return {
    id: newTaskId(),
    request,
    createdMs,
    visibleMs: createdMs + fate.visibleAfterMs,
    fails: fate.taskFails?.message ?? null,
    neverEnds: fate.taskNeverEnds ?? false,
    ignores: fate.taskIgnores ?? [],
    withholds: fate.taskWithholds ?? [],
    fileNames: Array.from({ length: fate.taskImages ?? request.n }, () => `${randomUUID()}.png`),
    polls: 0,
  };
}

/** 18 digits and odd: a caller that reads it as a number gets another one, as it would with the real ids. */
function newTaskId(): string {
  return String((878_000_000_000_000_000n + BigInt(randomInt(2 ** 47))) | 1n);
}

type Status = 'submitted' | 'processing' | 'succeed' | 'failed';

function statusOf(task: UpstreamTask, timing: Timing): Status {
  const done =
    'polls' in timing ? task.polls / timing.polls : (Date.now() - task.createdMs) / timing.elapsedMs;
  if (done <= 0.34) return 'submitted';
  if (done < 1 || task.neverEnds) return 'processing';
  return task.fails === null ? 'succeed' : 'failed';
}

/** `data` of the answer to a create request: what the reference page lists, and no more. */
export function createdData(task: UpstreamTask): Record<string, unknown> {
  return {
    task_id: task.id,
    task_status: 'submitted',
    created_at: task.createdMs,
    updated_at: task.createdMs,
  };
}

/** One item of the answer to a question for several tasks, in the words of newer routes. */
export function groupedData(task: UpstreamTask, timing: Timing, baseUrl: string): Record<string, unknown> {
  const status = statusOf(task, timing);
  return {
    id: task.id,
    external_id: task.request.externalTaskId,
    status: status === 'succeed' ? 'succeeded' : status,
    message: status === 'failed' ? task.fails : '',
    outputs:
      status === 'succeed'
        ? task.fileNames.map((name) => ({ type: 'image', url: `${baseUrl}/files/${name}` }))
        : [],
    billing: [],
    create_time: task.createdMs,
    update_time: Date.now(),
  };
}

/** `data` of the answer to a query. */
export function queriedData(task: UpstreamTask, timing: Timing, baseUrl: string): Record<string, unknown> {
  const status = statusOf(task, timing);
  const images = task.fileNames.map((name, index) => ({
    index,
    url: task.withholds.includes(index) ? '' : `${baseUrl}/files/${name}`,
  }));
  return {
    task_id: task.id,
    task_status: status,
    task_status_msg: status === 'failed' ? task.fails : '',
    task_info: { external_task_id: task.request.externalTaskId },
    task_result: status === 'succeed' ? { images } : {},
    created_at: task.createdMs,
    updated_at: Date.now(),
    ...(status === 'succeed' ? { final_unit_deduction: String(8 * images.length) } : {}),
  };
}
