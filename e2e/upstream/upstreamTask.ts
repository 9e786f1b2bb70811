import { randomInt, randomUUID } from 'node:crypto';
import type { CreateRequest } from './createRules.ts';
import type { Effect } from './fault.ts';
import type { Timing } from './upstreamOptions.ts';

export interface UpstreamTask {
  readonly id: string;
  readonly request: CreateRequest;
  readonly createdMs: number;
  readonly fails: string | null;
  readonly neverEnds: boolean;
  readonly ignores: readonly ('up' | 'right' | 'bottom' | 'left')[];
  readonly fileNames: readonly string[];
  polls: number;
}

type Fate = Pick<Effect, 'taskFails' | 'taskNeverEnds' | 'taskIgnores' | 'taskImages'>;

export function newTask(request: CreateRequest, fate: Fate): UpstreamTask {
  return {
    id: newTaskId(),
    request,
    createdMs: Date.now(),
    fails: fate.taskFails?.message ?? null,
    neverEnds: fate.taskNeverEnds ?? false,
    ignores: fate.taskIgnores ?? [],
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

/** `data` of the answer to a query. */
export function queriedData(task: UpstreamTask, timing: Timing, baseUrl: string): Record<string, unknown> {
  const status = statusOf(task, timing);
  const images = task.fileNames.map((name, index) => ({ index, url: `${baseUrl}/files/${name}` }));
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
