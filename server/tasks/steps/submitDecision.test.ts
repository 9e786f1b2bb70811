import fc from 'fast-check';
import { expect, test } from 'vitest';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import { submitOutcome } from '../../providers/kling/klingOutcome.ts';
import { readKlingReply } from '../../providers/kling/klingReply.ts';
import type { FindOutcome, SubmitOutcome } from '../../providers/Provider.ts';
import { RETRY_LIMITS } from './retryPolicy.ts';
import { afterCreate, afterLookUp, type SubmitDecision } from './submitDecision.ts';

/*
 * A model of one submit against every provider: what is true at the provider, what its answers say, and when the
 * relay dies. However that comes, it charges once at most, and what ends as failed was not charged.
 */

const json = (value: unknown) => JSON.stringify(value);
const taken = { task_id: 'theirs', task_status: 'submitted' };

/** What an upstream may answer to a create: whether it took it is another matter, within what the answer allows. */
const CREATE_ANSWERS: readonly (readonly [
  name: string,
  status: number,
  body: string,
  took: readonly boolean[],
])[] = [
  ['documented', 200, json({ code: 0, data: taken }), [true]],
  ['id at top level', 200, json(taken), [true]],
  ['no code', 200, json({ data: taken }), [true]],
  ['code 200', 200, json({ code: 200, data: taken }), [true]],
  ['id as a number', 200, '{"code":0,"data":{"task_id":878106242831892487}}', [true]],
  ['success without an id', 200, json({ code: 0, data: {} }), [true, false]],
  ['an unknown code', 200, json({ code: 77 }), [true, false]],
  ['a page', 200, '<html>Hello</html>', [true, false]],
  ['nothing', 200, '', [true, false]],
  ['half an answer', 200, '{"code":0,"data":{"task_', [true, false]],
  ['poison', 500, '{"code":5000,"message":"\\u0000 \\ud83d"}', [true, false]],
  ['5000', 500, json({ code: 5000 }), [true, false]],
  ['5001', 503, json({ code: 5001 }), [true, false]],
  ['5002', 504, json({ code: 5002 }), [true, false]],
  ['524', 524, '<html>Timeout</html>', [true, false]],
  ['408', 408, '', [true, false]],
  ['lost answer behind', 200, json({ code: 'read_response_body_failed' }), [true, false]],
  ['1302', 429, json({ code: 1302 }), [false]],
  ['1303', 429, json({ code: 1303 }), [false]],
  ['a bare 429', 429, '', [false]],
  ['1201', 400, json({ code: 1201, message: 'n is invalid' }), [false]],
  ['1301', 400, json({ code: 1301 }), [false]],
  ['a firewall', 403, '<html>Blocked</html>', [false]],
  ['the route is gone', 404, json({ code: null, message: '404' }), [false]],
];

const DUPLICATE = { status: 400, body: json({ code: 1201, message: 'external_task_id already exists' }) };
const GRACE_MS = 60_000;
const provider = { description: { name: 'kling', label: 'Kling', usesPrompt: true, isPaid: true } } as const;
const later = { kind: 'retry-later', problem: taskProblem('upstream-unavailable', null) } as const;
const NOT_THERE = { kind: 'not-found', isConclusive: false } as const;
const refusal = { kind: 'refused', problem: taskProblem('upstream-unfamiliar', null) } as const;

interface World {
  readonly refusesRepeats: boolean;
  readonly findsByName: boolean;
  /** What the relay knows of these, never more than is true. */
  readonly knowsRepeats: boolean;
  readonly knowsFinding: boolean;
  charged: number;
  takenAtMs: number;
}

interface Row {
  step: 'submit' | 'reconcile' | 'resend' | 'look-up' | 'submit-anew';
  sentAt: Date | null;
  doubts: number;
  waiting: null | (ReturnType<typeof taskProblem> & { until: string });
  sinceMs: number;
  end: 'followed' | 'failed' | 'uncertain' | null;
}

interface Round {
  readonly answer: number;
  readonly took: boolean;
  /** The connection breaks instead of any answer. */
  readonly isCut: boolean;
  readonly lookUp: 'true' | 'trouble' | 'refused';
  readonly dies: 'no' | 'before' | 'after';
  readonly passesMs: number;
}

const round: fc.Arbitrary<Round> = fc.record({
  answer: fc.nat(CREATE_ANSWERS.length - 1),
  took: fc.boolean(),
  isCut: fc.boolean(),
  lookUp: fc.constantFrom('true', 'true', 'true', 'trouble', 'refused'),
  dies: fc.constantFrom('no', 'no', 'before', 'after'),
  passesMs: fc.constantFrom(1000, 20_000, 70_000, 1_000_000),
});

function create(world: World, { answer, took, isCut }: Round, nowMs: number): SubmitOutcome {
  if (world.charged > 0 && world.refusesRepeats && !isCut) return outcomeOf(DUPLICATE);
  const [, status, body, may] = CREATE_ANSWERS[answer] ?? ['', 500, '', [false]];
  const isTaken = isCut ? took : may.includes(took) ? took : (may[0] ?? false);
  if (isTaken && !(world.charged > 0 && world.refusesRepeats)) {
    world.charged += 1;
    world.takenAtMs = nowMs;
  }
  if (isCut) return { kind: 'ambiguous', problem: taskProblem('upstream-unreachable', null) };
  return outcomeOf({ status, body });
}

function outcomeOf({ status, body }: { status: number; body: string }): SubmitOutcome {
  return submitOutcome({ kind: 'answered', reply: readKlingReply(status, body), clockMs: null });
}

/** A task that was taken is found within the grace, by whoever finds by name. */
function find(world: World, { lookUp, took }: Round, nowMs: number): FindOutcome {
  if (lookUp === 'trouble') return later;
  if (lookUp === 'refused') return refusal;
  const isVisible = nowMs - world.takenAtMs >= GRACE_MS || took;
  if (world.charged > 0 && world.findsByName && isVisible) return { kind: 'found', upstreamTaskId: 'theirs' };
  return { kind: 'not-found', isConclusive: world.knowsFinding };
}

function write(row: Row, decision: SubmitDecision, nowMs: number): void {
  if ('wasNotTaken' in decision && decision.wasNotTaken) row.sentAt = null;
  switch (decision.kind) {
    case 'follow':
      row.end = 'followed';
      return;
    case 'go':
      if (decision.step === 'reconcile' && row.step !== 'reconcile') row.doubts += 1;
      row.step = decision.step;
      row.sinceMs = nowMs;
      row.waiting = decision.problem === null ? null : { ...decision.problem, until: '' };
      return;
    case 'wait':
      row.waiting = { ...decision.problem, until: '' };
      return;
    case 'anew':
      throw new Error('Nobody asked for it.');
    case 'end':
      row.end = decision.status;
  }
}

/** One step of the relay, which may die before or after it acts and then writes nothing down. */
function stepOnce(world: World, row: Row, now: Round, nowMs: number): void {
  const elapsedMs = nowMs - row.sinceMs;
  if (now.dies === 'before') return;
  if (row.step === 'submit' && row.sentAt !== null) {
    write(row, { kind: 'go', step: 'reconcile', wasNotTaken: false, problem: null }, nowMs);
  } else if (row.step === 'submit' || row.step === 'resend') {
    row.sentAt ??= new Date(nowMs);
    const outcome = create(world, now, nowMs);
    if (now.dies === 'no') write(row, afterCreate(row, { outcome, elapsedMs, provider }), nowMs);
  } else {
    const found = find(world, now, nowMs);
    const sinceSentMs = nowMs - (row.sentAt?.getTime() ?? 0);
    const refusesRepeats = world.knowsRepeats;
    const decision = afterLookUp(row, {
      found,
      elapsedMs,
      sinceSentMs,
      graceMs: GRACE_MS,
      refusesRepeats,
      provider,
    });
    if (now.dies === 'no') write(row, decision, nowMs);
  }
}

function play(
  rounds: readonly Round[],
  knows: { repeats: boolean; finding: boolean },
  truth: { repeats: boolean; finding: boolean },
) {
  const world: World = {
    refusesRepeats: truth.repeats,
    findsByName: truth.finding,
    knowsRepeats: knows.repeats && truth.repeats,
    knowsFinding: knows.finding && truth.finding,
    charged: 0,
    takenAtMs: 0,
  };
  const row: Row = { step: 'submit', sentAt: null, doubts: 0, waiting: null, sinceMs: 0, end: null };
  let nowMs = 0;
  for (const now of rounds) {
    if (row.end !== null) break;
    nowMs += now.passesMs;
    stepOnce(world, row, now, nowMs);
  }
  return { world, row };
}

const truth = fc.record({ repeats: fc.boolean(), finding: fc.boolean() });

test('whatever a provider answers and whenever the relay dies, a submit is charged once at most', () => {
  const ends = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(round, { minLength: 1, maxLength: 40 }), truth, truth, (rounds, knows, isTrue) => {
      const { world, row } = play(rounds, knows, isTrue);
      expect(world.charged).toBeLessThanOrEqual(1);
      if (row.end === 'failed') expect(world.charged).toBe(0);
      if (row.end === 'followed') expect(world.charged).toBe(1);
      ends.set(String(row.end), (ends.get(String(row.end)) ?? 0) + 1);
    }),
    { numRuns: 20_000, seed: 7 },
  );
  // The model reaches every end, so none of the claims is empty.
  expect([...ends.keys()].sort()).toEqual(['failed', 'followed', 'null', 'uncertain']);
});

test('every answer to a create, with every look-up after it and the relay dead at every point of it', () => {
  let courses = 0;
  for (const answer of CREATE_ANSWERS.keys()) {
    for (const took of [true, false]) {
      for (const isCut of [true, false]) {
        for (const lookUp of ['true', 'trouble', 'refused'] as const) {
          for (const dies of ['no', 'before', 'after'] as const) {
            for (const isTrue of allOf()) {
              for (const knows of allOf()) {
                const first = { answer, took, isCut, lookUp, dies, passesMs: 1000 };
                const rest = Array.from({ length: 30 }, () => ({
                  ...first,
                  dies: 'no' as const,
                  passesMs: 70_000,
                }));
                const { world, row } = play([first, ...rest], knows, isTrue);
                expect(world.charged).toBeLessThanOrEqual(1);
                if (row.end === 'failed') expect(world.charged).toBe(0);
                expect(row.doubts).toBeLessThanOrEqual(RETRY_LIMITS.maxDoubts);
                courses += 1;
              }
            }
          }
        }
      }
    }
  }
  expect(courses).toBe(CREATE_ANSWERS.length * 2 * 2 * 3 * 3 * 4 * 4);
});

function allOf(): { repeats: boolean; finding: boolean }[] {
  return [true, false].flatMap((repeats) => [true, false].map((finding) => ({ repeats, finding })));
}

test.each([
  ['trouble is waited for', later, 0, { kind: 'wait', problem: later.problem, wasNotTaken: false }],
  ['trouble that stays leaves it in doubt', later, RETRY_LIMITS.busyMs, { kind: 'end', status: 'uncertain' }],
  ['it is sent once it is known not to be there', NOT_THERE, 0, { kind: 'go', step: 'submit' }],
  ['a provider that does not look up says all it can', refusal, 0, { kind: 'go', step: 'submit' }],
] as const)(
  'a submit that was never sent as far as its row knows, asked for first: %s',
  (_name, found, elapsedMs, expected) => {
    const row = { step: 'reconcile', sentAt: null, doubts: 0, waiting: null } as const;
    const answered = { found, elapsedMs, sinceSentMs: 0, graceMs: GRACE_MS, refusesRepeats: true, provider };
    expect(afterLookUp(row, answered)).toMatchObject(expected);
  },
);
