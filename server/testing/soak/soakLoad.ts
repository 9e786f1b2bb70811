import { randomUUID } from 'node:crypto';
import type { Batch, TaskRequestInput } from '../../../src/domain/contract/taskRequest.ts';

/** One submit of a soak. */
export interface Submission {
  /** Keeps it one task however often it is sent. */
  readonly key: string;
  /** Tells at the upstream which task a request was for, whatever name it came under. */
  readonly prompt: string;
  readonly source: number;
  readonly request: Pick<TaskRequestInput, 'expansion' | 'maxSteps' | 'n'>;
  readonly batch: Batch | null;
}

/** What a person submits with one press: one after the other, each under a key of its own. */
export interface Press {
  readonly parts: readonly Submission[];
  /** How many have been sent when the page is reloaded, which sends all of them again; null for never. */
  readonly reloadedAfter: number | null;
}

const ONE_STEP = { expansion: { up: 0.2, right: 0.3, bottom: 0, left: 0.1 } };
const TWO_STEPS = { expansion: { up: 0.5, right: 0.75, bottom: 0.5, left: 0.25 }, maxSteps: 2 };
/** A pack of formats: the last one is beyond what one request reaches. */
const PACK = [
  ONE_STEP,
  { expansion: { up: 0, right: 0.4, bottom: 0, left: 0.4 } },
  { expansion: { up: 0.4, right: 0, bottom: 0.4, left: 0 } },
  { expansion: { up: 0.25, right: 0.25, bottom: 0.25, left: 0.25 } },
  TWO_STEPS,
];
/** By turns: what stands alone, a plan, a pack of one source, and one frame for each image of the tray. */
const TURNS = ['single', 'plan', 'pack', 'single', 'tray', 'single', 'plan'] as const;

/**
 * @param tasks of all presses together
 * @param sources how many are open
 */
export function soakLoad(tasks: number, sources: number): Press[] {
  const presses: Press[] = [];
  let made = 0;
  for (let turn = 0; made < tasks; turn += 1) {
    const parts = partsOf(TURNS[turn % TURNS.length] ?? 'single', { turn, sources })
      .slice(0, tasks - made)
      .map((part, index) => {
        const number = made + index;
        const n = 1 + (number % 2);
        return {
          ...{ key: `soak-${number}`, prompt: `task ${number}`, source: part.source, batch: part.batch },
          request: { ...part.request, n },
        };
      });
    made += parts.length;
    // Of the batches every other one.
    const isReloaded = parts.length > 1 && turn % 2 === 0;
    presses.push({ parts, reloadedAfter: isReloaded ? Math.ceil(parts.length / 2) : null });
  }
  return presses;
}

function partsOf(
  kind: (typeof TURNS)[number],
  { turn, sources }: { turn: number; sources: number },
): Pick<Submission, 'source' | 'request' | 'batch'>[] {
  const source = turn % sources;
  const batch = { id: randomUUID(), name: `${kind} ${turn}` };
  switch (kind) {
    case 'single':
      return [{ source, request: ONE_STEP, batch: null }];
    case 'plan':
      return [{ source, request: TWO_STEPS, batch: null }];
    case 'pack':
      return PACK.map((request) => ({ source, request, batch }));
    case 'tray':
      return Array.from({ length: sources }, (_, one) => ({ source: one, request: ONE_STEP, batch }));
  }
}
