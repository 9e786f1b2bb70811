/** Presses that were made together, for many sources or many formats, as a state machine: what is sent next, and what became of it. */
import type { ProblemCode } from '../problem.ts';

/** One press of a run. */
export interface RunPart {
  readonly press: {
    /** Keeps it one task however often it is sent. */
    readonly idempotencyKey: string;
  };
  /** Null until the relay has it. */
  readonly taskId: string | null;
  /** Why it is no task, in words; null while it is to be sent, or is one. */
  readonly problem: string | null;
  /** Somebody took it out of the run. Where it had left already, what it became is cancelled. */
  readonly isCancelled: boolean;
  /** A request for it has left that was not answered: the relay may have it. */
  readonly hasLeft: boolean;
  /** Somebody asked for it by itself: it leaves although the run is paused. */
  readonly leavesPaused: boolean;
}

/** What was submitted together, as far as it has come. */
export interface Run<P extends RunPart = RunPart> {
  readonly parts: readonly P[];
  /** Until somebody lets it go on, nothing is sent but what is asked for by itself. */
  readonly isPaused: boolean;
  /** Why it was paused by itself, in words; null where somebody paused it. */
  readonly pausedBy: string | null;
}

/** These hold for whatever is sent next as well: it is better to stop than to be refused a hundred times. */
const LIMITS: ReadonlySet<ProblemCode> = new Set([
  'daily-images-used-up',
  'too-many-open-tasks',
  'disk-full',
]);

/** What may be sent now: the first that is to be sent and whose source is `ready`, so that no slow one holds up others. */
export function nextPart<P extends RunPart>(run: Run<P> | null, ready: (part: P) => boolean): P | null {
  return (
    run?.parts.find(
      (part) => !isHeld(run, part) && (isBeingCancelled(part) || (isToBeSent(part) && ready(part))),
    ) ?? null
  );
}

/** Null where it must not leave any more: it was paused or cancelled while its source was on the way. */
export function leaving<R extends Run>(run: R, idempotencyKey: string): R | null {
  const part = run.parts.find((each) => isUnder(each, idempotencyKey));
  if (!part || isHeld(run, part) || !isUnanswered(part)) return null;
  return changed(run, (each) => (each === part ? { hasLeft: true } : null));
}

function isHeld({ isPaused }: Run, { leavesPaused }: RunPart): boolean {
  return isPaused && !leavesPaused;
}

function isToBeSent({ taskId, problem, isCancelled }: RunPart): boolean {
  return taskId === null && problem === null && !isCancelled;
}

/** Whether something is to be done for it yet. */
export function isUnanswered(part: RunPart): boolean {
  return isToBeSent(part) || isBeingCancelled(part);
}

/**
 * It was cancelled after it left, and only the answer tells whether it is a task: it is asked for under the same key,
 * and what comes is cancelled.
 */
function isBeingCancelled({ taskId, problem, isCancelled, hasLeft }: RunPart): boolean {
  return taskId === null && problem === null && isCancelled && hasLeft;
}

export function withTask<R extends Run>(run: R, idempotencyKey: string, taskId: string): R {
  return changed(run, (part) =>
    isUnder(part, idempotencyKey) ? { taskId, problem: null, hasLeft: false, leavesPaused: false } : null,
  );
}

/**
 * A refusal concerns that one image; a limit stops the run before it, and nothing is lost. What something else answers
 * may be about either: it is told of that image, and the others wait for somebody who knows.
 */
export function withRefusal<R extends Run>(
  run: R,
  idempotencyKey: string,
  { code, sentence }: { readonly code: ProblemCode; readonly sentence: string },
): R {
  const isLimit = LIMITS.has(code);
  const refused = changed(run, (part) => {
    if (!isUnder(part, idempotencyKey)) return null;
    // One that was cancelled is no task then, as was wanted.
    return isLimit || part.isCancelled ? { hasLeft: false } : { problem: sentence, hasLeft: false };
  });
  const stops = isLimit || code === 'answered-by-another';
  return stops && refused.parts.some(isToBeSent) ? held(refused, sentence) : refused;
}

export function paused<R extends Run>(run: R): R {
  return held(run, null);
}

/** All of it waits, also what was asked for by itself before. */
function held<R extends Run>(run: R, pausedBy: string | null): R {
  return { ...changed(run, () => ({ leavesPaused: false })), isPaused: true, pausedBy };
}

export function goingOn<R extends Run>(run: R): R {
  return { ...run, isPaused: false, pausedBy: null };
}

/** What has not left yet does not leave any more; what is just leaving is cancelled as soon as it is answered. */
export function withoutRest<R extends Run>(run: R): R {
  return goingOn(changed(run, (part) => (isToBeSent(part) ? { isCancelled: true } : null)));
}

/**
 * Sends what was refused again, under the same keys; of all of it one alone, where a key is given. Of a run that is
 * paused, this and nothing else leaves.
 */
export function withRefusedAgain<R extends Run>(run: R, idempotencyKey?: string): R {
  const isMeant = (part: RunPart) => idempotencyKey === undefined || isUnder(part, idempotencyKey);
  return changed(run, (part) =>
    part.problem !== null && isMeant(part) ? { problem: null, leavesPaused: true } : null,
  );
}

/**
 * Asks once more for what is a task already: another task, under a key of its own, in its place. Of a run that is
 * paused, this and nothing else leaves.
 */
export function withRedone<R extends Run>(run: R, idempotencyKey: string, anew: string): R {
  return changed(run, (part) =>
    part.taskId !== null && isUnder(part, idempotencyKey)
      ? {
          ...{ press: { ...part.press, idempotencyKey: anew }, taskId: null },
          ...{ isCancelled: false, hasLeft: false, leavesPaused: true },
        }
      : null,
  );
}

function isUnder({ press }: RunPart, idempotencyKey: string): boolean {
  return press.idempotencyKey === idempotencyKey;
}

export interface RunCounts {
  readonly all: number;
  readonly sent: number;
  readonly toBeSent: number;
  readonly refused: number;
  /** Never left, or were not taken. */
  readonly cancelled: number;
  readonly beingCancelled: number;
}

export function countsOf({ parts }: Run): RunCounts {
  const count = (is: (part: RunPart) => boolean) => parts.filter(is).length;
  return {
    all: parts.length,
    sent: count(({ taskId }) => taskId !== null),
    toBeSent: count(isToBeSent),
    refused: count(({ problem }) => problem !== null),
    cancelled: count((part) => part.isCancelled && part.taskId === null && !isBeingCancelled(part)),
    beingCancelled: count(isBeingCancelled),
  };
}

/** `120 of 200 submitted · 3 refused · paused` */
export function progressLabel(run: Run): string {
  const { all, sent, refused, cancelled, beingCancelled } = countsOf(run);
  const words = [
    sent === all ? `All ${all} submitted` : `${sent} of ${all} submitted`,
    refused > 0 && `${refused} refused`,
    beingCancelled > 0 && `${beingCancelled} being cancelled`,
    cancelled > 0 && `${cancelled} not sent`,
    run.parts.some((part) => isToBeSent(part) && isHeld(run, part)) && 'paused',
  ];
  return words.filter((word) => word !== false).join(' · ');
}

function changed<R extends Run>(run: R, change: (part: RunPart) => Partial<RunPart> | null): R {
  return { ...run, parts: run.parts.map((part) => ({ ...part, ...change(part) })) };
}
