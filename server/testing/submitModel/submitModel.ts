import type { ProblemCode } from '../../../src/domain/problem.ts';
import type { taskProblem } from '../../../src/domain/taskProblem.ts';
import { settledBy } from '../../tasks/steps/askAgain.ts';
import { heard, heardInTime } from '../../tasks/steps/heard.ts';
import { afterLookUp } from '../../tasks/steps/lookUpDecision.ts';
import { RETRY_LIMITS } from '../../tasks/steps/retryPolicy.ts';
import { afterCreate, type SubmitDecision } from '../../tasks/steps/submitDecision.ts';
import { create, find, GRACE_MS, type ProviderTurn, type World } from './modelProvider.ts';

/*
 * A model of one submit against every provider: what it is told, when the relay dies, and what a person does about a
 * doubt, or about what ended for a denial. However that comes, it charges once at most for each name, which only a
 * person who submits anew makes another one of.
 */

interface Row {
  step: 'submit' | 'reconcile' | 'resend' | 'look-up' | 'submit-anew';
  sentAt: Date | null;
  doubts: number;
  /** Times that a person had it tried again. */
  retries: number;
  polls: number;
  deniedAt: Date | null;
  troubleSince: Date | null;
  dueAt: Date;
  /** Whether the provider's own name for it is known, as a claim. */
  isHinted: boolean;
  waiting: null | (ReturnType<typeof taskProblem> & { until: string });
  sinceMs: number;
  end: 'followed' | 'failed' | 'uncertain' | null;
  problem: { readonly code: ProblemCode } | null;
}

const provider = { description: { name: 'kling', label: 'Kling', usesPrompt: true, isPaid: true } } as const;
const AFRESH = { doubts: 0, polls: 0, deniedAt: null, troubleSince: null, waiting: null } as const;

export interface Round extends ProviderTurn {
  readonly dies: (typeof DEATHS)[number];
  /** How late the step is done. */
  readonly lateMs: number;
  /** While it is uncertain: it is asked for by itself, or a person looks again or submits it anew; failed, it is retried. */
  readonly doubted: 'rests' | 'looks' | 'anew';
  /** Meanwhile other tasks have shown that the provider finds by our names what it has, where that is so. */
  readonly learns: boolean;
}

/**
 * When the relay dies: before it acts; once the row says that it is sent, before that leaves; or before the answer is
 * written down. Or it lives, and the database is away at the last two of these: then it knows that nothing left, and
 * keeps the provider's own name for what was taken.
 */
export const DEATHS = ['no', 'before', 'unsent', 'after', 'away unsent', 'away after'] as const;

function write({ world, row }: Played, decision: SubmitDecision, nowMs: number): void {
  if ('wasNotTaken' in decision && decision.wasNotTaken) row.sentAt = null;
  switch (decision.kind) {
    case 'follow':
      row.end = 'followed';
      return;
    case 'go':
      row.polls = 0;
      row.deniedAt = null;
      row.troubleSince = null;
      row.dueAt = new Date(nowMs + (decision.delayMs ?? 0));
      if (decision.step === 'reconcile' && row.step !== 'reconcile') row.doubts += 1;
      row.step = decision.step;
      row.sinceMs = nowMs;
      row.waiting = decision.problem === null ? null : { ...decision.problem, until: '' };
      return;
    case 'wait':
      row.waiting = { ...decision.problem, until: '' };
      row.dueAt = new Date(nowMs + (decision.retryAfterMs ?? RETRY_LIMITS.lookEveryMs));
      Object.assign(row, heard(row, decision.told, new Date(nowMs)));
      return;
    case 'anew':
      throw new Error('Nobody asked for it.');
    case 'end':
      row.end = decision.status;
      row.deniedAt = null;
      row.problem = decision.problem;
      if (decision.status === 'failed' && world.charged > 0) world.wrong = 'failed although charged';
  }
}

/** Under a name that was never sent. */
function nameAfresh({ world, row }: Played, nowMs: number): void {
  world.charged = 0;
  const dueAt = new Date(nowMs);
  Object.assign(row, { step: 'submit', sentAt: null, isHinted: false, ...AFRESH, sinceMs: nowMs, dueAt });
}

/** What becomes of what has ended: a doubt is asked about by itself, or a person sees to it. */
function tryAgain(played: Played, now: Round, nowMs: number): void {
  const { world, row } = played;
  if (now.learns) world.knowsFinding = world.findsByName;
  const isDoubt = row.end === 'uncertain';
  if (now.doubted === 'rests') {
    if (isDoubt) watchOnce(played, now, nowMs);
    return;
  }
  Object.assign(row, {
    end: null,
    ...AFRESH,
    retries: row.retries + 1,
    sinceMs: nowMs,
    dueAt: new Date(nowMs),
  });
  if (!isDoubt) row.step = 'submit';
  else row.step = now.doubted === 'looks' ? 'look-up' : 'submit-anew';
  if (row.step === 'submit-anew' && row.sentAt === null) nameAfresh(played, nowMs);
}

/**
 * The watch asks once a minute at most, and believes «not there» when the question before was told the same. Both may
 * be lies, so what it comes to is the provider's word and no proof.
 */
function watchOnce({ world, row }: Played, now: Round, nowMs: number): void {
  const before = row.deniedAt;
  if (!world.mayFind || (before !== null && nowMs - before.getTime() < RETRY_LIMITS.deniedMs)) return;
  // Whatever it comes to, and also if the relay dies of it, the denial before is used up.
  row.deniedAt = null;
  if (now.dies === 'before') return;
  const found = find(world, now, { ...row, nowMs });
  const sinceSentMs = nowMs - (row.sentAt?.getTime() ?? 0);
  const { problem, doubts, retries } = row;
  const settled = settledBy({ found, sinceSentMs, graceMs: GRACE_MS, problem, doubts, retries });
  if (now.dies !== 'no') return;
  if (settled?.kind === 'denied') row.deniedAt = new Date(nowMs);
  if (settled?.kind === 'follow') row.end = 'followed';
  if (settled?.kind === 'denied' && before !== null) row.end = 'failed';
  if (settled?.kind !== 'reconcile') return;
  if (retries > 0) world.wrong = 'sent again although a person had seen to it';
  askOn(row, nowMs);
}

/** Back among the creates in doubt, where a denial has to last before anything is sent. */
function askOn(row: Row, nowMs: number): void {
  const { doubts } = row;
  const due = { sinceMs: nowMs, dueAt: new Date(nowMs) };
  Object.assign(row, { ...AFRESH, doubts, ...due, step: 'reconcile', end: null, problem: null });
}

/** One step of the relay, which may die at each point of it and then writes nothing more down. */
function stepOnce(played: Played, now: Round, nowMs: number): void {
  const { world, row } = played;
  const elapsedMs = nowMs - row.sinceMs;
  if (now.dies === 'before') return;
  if (row.step === 'submit' && row.sentAt !== null) {
    write(played, { kind: 'go', step: 'reconcile', wasNotTaken: false, problem: null }, nowMs);
  } else if (row.step === 'submit' || row.step === 'resend') {
    if (now.dies === 'away unsent') return;
    row.sentAt ??= new Date(nowMs);
    if (now.dies === 'unsent') return;
    const outcome = create(world, now, nowMs);
    if (now.dies === 'away after') row.isHinted ||= outcome.kind === 'accepted';
    if (now.dies === 'no') write(played, afterCreate(row, { outcome, elapsedMs, provider }), nowMs);
  } else {
    const late = heardInTime(row, new Date(nowMs));
    Object.assign(row, { deniedAt: late.deniedAt, troubleSince: late.troubleSince });
    const decision = afterLookUp(row, {
      found: find(world, now, { ...row, nowMs }),
      ...{ elapsedMs, sinceSentMs: nowMs - (row.sentAt?.getTime() ?? 0) },
      deniedForMs: nowMs - (row.deniedAt?.getTime() ?? nowMs),
      troubledForMs: nowMs - (row.troubleSince?.getTime() ?? nowMs),
      ...{ graceMs: GRACE_MS, refusesRepeats: world.knowsRepeats, mayFindByName: world.mayFind },
    });
    if (now.dies !== 'no') return;
    if (decision.kind === 'anew') nameAfresh(played, nowMs);
    else write(played, decision, nowMs);
  }
}

/** Of a provider: whether it refuses repeats, and finds by our names what it has. */
export interface Traits {
  readonly repeats: boolean;
  readonly finding: boolean;
}

interface Played {
  readonly world: World;
  readonly row: Row;
}

/**
 * Carries a submit through rounds, one after the other, until it is followed.
 *
 * @param knows what the relay knows of the provider, as far as it is true
 */
export function play(rounds: readonly Round[], knows: Traits, truth: Traits): Played {
  const world: World = {
    refusesRepeats: truth.repeats,
    findsByName: truth.finding,
    knowsRepeats: knows.repeats && truth.repeats,
    knowsFinding: knows.finding && truth.finding,
    mayFind: !knows.finding || truth.finding,
    charged: 0,
    mostCharged: 0,
    takenAtMs: 0,
    lyingSinceMs: null,
    wrong: null,
  };
  const row: Row = {
    step: 'submit',
    sentAt: null,
    isHinted: false,
    ...AFRESH,
    retries: 0,
    sinceMs: 0,
    dueAt: new Date(0),
    end: null,
    problem: null,
  };
  const played = { world, row };
  let nowMs = 0;
  for (const now of rounds) {
    if (row.end === 'followed') break;
    // What has ended rests.
    const restsMs = row.end === null ? 0 : RETRY_LIMITS.lookEveryMs;
    nowMs = Math.max(nowMs, row.dueAt.getTime()) + restsMs + now.lateMs;
    if (row.end === null) stepOnce(played, now, nowMs);
    else tryAgain(played, now, nowMs);
  }
  return played;
}

/** Null where all is well, so that hundreds of thousands of courses can be judged. */
export function wrongWith({ world, row }: Played): string | null {
  if (world.mostCharged > 1) return `charged ${world.mostCharged} times`;
  if (row.end === 'followed' && world.charged !== 1) return 'followed although not charged';
  if (row.doubts > RETRY_LIMITS.maxDoubts) return `sent ${row.doubts} times`;
  return world.wrong;
}
