import { expect, test } from 'vitest';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import { lookedFor } from './chargeMessages.ts';
import { afterLookUp } from './lookUpDecision.ts';
import { RETRY_LIMITS } from './retryPolicy.ts';

/** Longer than a denial has to last to be believed, so that each of the two is seen to count. */
const GRACE_MS = 2 * RETRY_LIMITS.deniedMs;
const later = { kind: 'retry-later', problem: taskProblem('upstream-unavailable', null) } as const;
const NOT_THERE = { kind: 'not-found', isConclusive: false } as const;
/** A create whose answer was lost. */
const IN_DOUBT = {
  step: 'reconcile',
  sentAt: new Date(0),
  doubts: 1,
  retries: 0,
  polls: 0,
  waiting: null,
} as const;
const refusal = { kind: 'refused', problem: taskProblem('upstream-unfamiliar', null) } as const;

test.each([
  [
    'trouble is waited for',
    later,
    RETRY_LIMITS.busyMs - 1,
    { kind: 'wait', problem: later.problem, wasNotTaken: false },
  ],
  ['trouble that stays leaves it in doubt', later, RETRY_LIMITS.busyMs, { kind: 'end', status: 'uncertain' }],
  ['it is sent once it is known not to be there', NOT_THERE, 0, { kind: 'go', step: 'submit' }],
  ['a provider that does not look up says all it can', refusal, 0, { kind: 'go', step: 'submit' }],
] as const)(
  'a submit that was never sent as far as its row knows, asked for first: %s',
  (_name, found, troubledForMs, expected) => {
    const row = { step: 'reconcile', sentAt: null, doubts: 0, retries: 0, polls: 0, waiting: null } as const;
    const knows = { refusesRepeats: true, mayFindByName: true };
    const times = { elapsedMs: 2 * RETRY_LIMITS.busyMs, sinceSentMs: 0, deniedForMs: 0, troubledForMs };
    const answered = { found, ...times, graceMs: GRACE_MS, ...knows };
    expect(afterLookUp(row, answered)).toMatchObject(expected);
  },
);

const UNHEARD = { deniedForMs: 0, troubledForMs: 0 } as const;
const LAST = RETRY_LIMITS.maxUnclear - 1;
test.each([
  [
    'where asking may tell, it is asked again',
    true,
    GRACE_MS,
    LAST,
    { kind: 'wait', told: { unclear: LAST + 1 } },
  ],
  [
    'not without end, and the watch is told of',
    true,
    GRACE_MS + RETRY_LIMITS.unclearMs,
    LAST,
    { kind: 'end', problem: { detail: expect.stringContaining('It goes on being asked for by itself') } },
  ],
  [
    'the first one after a long silence is no last word',
    true,
    600_000,
    0,
    { kind: 'wait', told: { unclear: 1 } },
  ],
  [
    'where it never tells, it is asked no more',
    false,
    GRACE_MS,
    0,
    { kind: 'end', problem: { detail: expect.stringContaining('It cannot be asked for') } },
  ],
] as const)('an answer that proves nothing: %s', (_name, mayFindByName, elapsedMs, polls, expected) => {
  const row = {
    step: 'reconcile',
    sentAt: new Date(0),
    doubts: 1,
    retries: 0,
    polls,
    waiting: null,
  } as const;
  for (const found of [NOT_THERE, refusal]) {
    const knows = { refusesRepeats: false, mayFindByName };
    const times = { ...UNHEARD, elapsedMs, sinceSentMs: elapsedMs, graceMs: GRACE_MS };
    const answered = { found, ...times, ...knows };
    expect(afterLookUp(row, answered)).toMatchObject(expected);
  }
});

test.each([
  ['the provider denies', null, { kind: 'end', status: 'failed', wasNotTaken: false }],
  ['was said to be taken', 'submit-taken', { kind: 'end', problem: taskProblem('submit-taken', null) }],
] as const)('looked up again, what %s ends so', (_name, code, expected) => {
  // What is said while it is looked for is not what is said of the end.
  const waiting = code === null ? null : { ...lookedFor(null), until: '' };
  const row = { step: 'look-up', sentAt: new Date(0), doubts: 1, retries: 0, polls: 0, waiting } as const;
  const knows = { refusesRepeats: false, mayFindByName: true };
  const found = { kind: 'not-found', isConclusive: true } as const;
  const { deniedMs } = RETRY_LIMITS;
  const times = { elapsedMs: 0, sinceSentMs: GRACE_MS + deniedMs, graceMs: GRACE_MS };
  const answered = { found, ...times, ...UNHEARD, deniedForMs: deniedMs, ...knows };
  expect(afterLookUp(row, answered)).toMatchObject(expected);
  // One answer may be wrong, and what was said while it could be late tells nothing.
  for (const unsure of [{ deniedForMs: 0 }, { sinceSentMs: GRACE_MS }]) {
    const again = afterLookUp(row, { ...answered, ...unsure });
    expect(again).toMatchObject({ kind: 'wait', told: { unclear: 0, isDenied: true } });
  }
});

test.each([
  [
    'is asked about again where a repeat would be paid for',
    false,
    0,
    { kind: 'wait', told: { isDenied: true } },
  ],
  ['is believed after a minute', false, RETRY_LIMITS.deniedMs, { kind: 'go', step: 'submit' }],
  ['leaves the doubt where a repeat is refused', true, 0, { kind: 'go', step: 'resend' }],
  ['ends it there too after a minute', true, RETRY_LIMITS.deniedMs, { kind: 'go', step: 'submit' }],
] as const)('after the grace, «no such task» %s', (_name, refusesRepeats, deniedForMs, expected) => {
  const found = { kind: 'not-found', isConclusive: true } as const;
  const elapsedMs = GRACE_MS + deniedForMs;
  const times = { ...UNHEARD, elapsedMs, sinceSentMs: elapsedMs, deniedForMs, graceMs: GRACE_MS };
  const answered = { found, ...times, refusesRepeats, mayFindByName: true };
  expect(afterLookUp(IN_DOUBT, answered)).toMatchObject(expected);
});

test.each([0, 5000, GRACE_MS])(
  'with a grace of %i ms, where a repeat would be paid for, «no such task» is believed after a minute of it',
  (graceMs) => {
    const found = { kind: 'not-found', isConclusive: true } as const;
    const knows = { refusesRepeats: false, mayFindByName: true, graceMs };
    const kindAt = (ms: number) => {
      const times = { elapsedMs: ms, sinceSentMs: ms, deniedForMs: ms, troubledForMs: 0 };
      return afterLookUp(IN_DOUBT, { found, ...times, ...knows }).kind;
    };
    const sureMs = graceMs + RETRY_LIMITS.deniedMs;
    expect([kindAt(sureMs - 1), kindAt(sureMs)]).toEqual(['wait', 'go']);
  },
);

test.each([true, false])(
  'the pause before a repeat grows with the doubts, and is waited out without a place (repeats refused: %s)',
  (refusesRepeats) => {
    const found = { kind: 'not-found', isConclusive: true } as const;
    const knows = { refusesRepeats, mayFindByName: true, graceMs: GRACE_MS };
    const decide = (doubts: number, ms: number) => {
      const row = {
        step: 'reconcile',
        sentAt: new Date(0),
        doubts,
        retries: 0,
        polls: 0,
        waiting: null,
      } as const;
      const times = { elapsedMs: ms, sinceSentMs: ms, deniedForMs: ms, troubledForMs: 0 };
      return afterLookUp(row, { found, ...times, ...knows });
    };
    const pauses = [1, 6, 8, 10, 12].map((doubts) => {
      for (let seconds = 0; seconds < 700; seconds += 1) {
        const decision = decide(doubts, seconds * 1000);
        if (decision.kind === 'wait') continue;
        const delayMs = decision.kind === 'go' ? (decision.delayMs ?? 0) : 0;
        // What waits on is surely not there.
        if (delayMs > 0) expect(decision).toMatchObject({ step: 'reconcile', wasNotTaken: true });
        return { heldS: seconds, pauseS: seconds + delayMs / 1000 };
      }
      return null;
    });
    const sureS = (GRACE_MS + RETRY_LIMITS.deniedMs) / 1000;
    const sure = { heldS: sureS, pauseS: sureS };
    // After the last one the answer is the end, as soon as it is sure.
    expect(pauses).toEqual([
      refusesRepeats ? { heldS: 5, pauseS: 5 } : sure,
      refusesRepeats ? { heldS: 64, pauseS: 64 } : sure,
      { heldS: sureS, pauseS: 256 },
      { heldS: sureS, pauseS: 600 },
      sure,
    ]);
  },
);

test('trouble of the look-up counts from its own beginning, and an hour of it ends nothing', () => {
  const row = {
    step: 'reconcile',
    sentAt: new Date(0),
    doubts: 10,
    retries: 0,
    polls: 0,
    waiting: null,
  } as const;
  const knows = { refusesRepeats: false, mayFindByName: true, graceMs: GRACE_MS };
  const afterTroubleOf = (troubledForMs: number) => {
    const times = { elapsedMs: 3 * RETRY_LIMITS.busyMs, sinceSentMs: 0, deniedForMs: 0, troubledForMs };
    return afterLookUp(row, { found: later, ...times, ...knows });
  };
  expect(afterTroubleOf(RETRY_LIMITS.busyMs - 1)).toMatchObject({ kind: 'wait', told: null });
  expect(afterTroubleOf(RETRY_LIMITS.busyMs)).toMatchObject({ kind: 'end', status: 'uncertain' });
});

test.each([0, 500_000])(
  'asked for the first time after %i ms and each time as late as still counts, «no such task» takes three answers',
  (firstMs) => {
    const row = {
      step: 'reconcile',
      sentAt: new Date(0),
      doubts: 10,
      retries: 0,
      polls: 0,
      waiting: null,
    } as const;
    const found = { kind: 'not-found', isConclusive: true } as const;
    const knows = { refusesRepeats: false, mayFindByName: true, graceMs: 0 };
    let answers = 0;
    for (let nowMs = firstMs; ; answers += 1) {
      const times = { elapsedMs: nowMs, sinceSentMs: nowMs, deniedForMs: nowMs - firstMs, troubledForMs: 0 };
      const decision = afterLookUp(row, { found, ...times, ...knows });
      if (decision.kind !== 'wait') break;
      nowMs += (decision.retryAfterMs ?? 0) + 1000 + RETRY_LIMITS.lateMs;
    }
    expect(answers + 1).toBeGreaterThanOrEqual(3);
  },
);

const ANNOUNCED = 'it is sent again by itself; give it up to prevent that.';
const DENIED_TO_IT = 'It is not sent again by itself.';
test.each([
  ['it may be', {}, 0, ANNOUNCED],
  ['somebody had it tried again', { retries: 1 }, 0, DENIED_TO_IT],
  ['it was sent often enough', { doubts: RETRY_LIMITS.maxDoubts }, 0, DENIED_TO_IT],
  ['it was sent long ago', {}, RETRY_LIMITS.resentMs, DENIED_TO_IT],
] as const)('a doubt announces that it is sent again where it is: %s', (_name, own, sinceSentMs, says) => {
  const row = {
    step: 'reconcile',
    sentAt: new Date(0),
    doubts: 1,
    retries: 0,
    waiting: null,
    ...own,
  } as const;
  const times = { elapsedMs: 2 * RETRY_LIMITS.busyMs, sinceSentMs, graceMs: GRACE_MS, ...UNHEARD };
  const knows = { refusesRepeats: false, mayFindByName: true };
  const end = afterLookUp({ ...row, polls: LAST }, { found: NOT_THERE, ...times, ...knows });
  expect(end).toMatchObject({ kind: 'end', problem: { detail: expect.stringContaining(says) } });
});
