import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProblemCode } from '../../../src/domain/problem.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import { FAILURES } from '../../providers/kling/klingDialect.ts';
import { findOutcome, submitOutcome, unfoundOutcome } from '../../providers/kling/klingOutcome.ts';
import { ruleOf } from '../../providers/kling/klingProblem.ts';
import type { FindOutcome, SubmitOutcome } from '../../providers/Provider.ts';
import { CREATE_ANSWERS, DUPLICATES, LOOK_UP_ANSWERS, OURS } from '../../testing/dialectAnswers.ts';
import { settledBy } from './askAgain.ts';
import { RETRY_LIMITS } from './retryPolicy.ts';
import { afterCreate, afterLookUp, heard, heardInTime, type SubmitDecision } from './submitDecision.ts';

/*
 * A model of one submit against every provider: what is true at the provider, what its answers say, when the relay
 * dies, and what a person does about a doubt. However that comes, it charges once at most for each name, which only a
 * person who submits anew makes another one of, and what ends as failed was not charged.
 */

/** Longer than a denial has to last to be believed, so that each of the two is seen to count. */
const GRACE_MS = 2 * RETRY_LIMITS.deniedMs;
const provider = { description: { name: 'kling', label: 'Kling', usesPrompt: true, isPaid: true } } as const;
const later = { kind: 'retry-later', problem: taskProblem('upstream-unavailable', null) } as const;
const NOT_THERE = { kind: 'not-found', isConclusive: false } as const;
const refusal = { kind: 'refused', problem: taskProblem('upstream-unfamiliar', null) } as const;

/** All of them read once. */
const CREATE_OUTCOMES = CREATE_ANSWERS.map(({ answer, took }) => ({ outcome: submitOutcome(answer), took }));
const DUPLICATE_OUTCOMES = DUPLICATES.map(submitOutcome);
const asked = (answers: (typeof LOOK_UP_ANSWERS)[keyof typeof LOOK_UP_ANSWERS]) =>
  answers.map((answer) => findOutcome(answer, OURS));
const LOOK_UPS = {
  there: asked(LOOK_UP_ANSWERS.there),
  notThere: asked(LOOK_UP_ANSWERS.notThere),
  either: asked(LOOK_UP_ANSWERS.either),
};

interface World {
  readonly refusesRepeats: boolean;
  readonly findsByName: boolean;
  /** What the relay knows of these, never more than is true. */
  readonly knowsRepeats: boolean;
  readonly knowsFinding: boolean;
  readonly mayFind: boolean;
  /** Under the present name, and under whichever it was most often. */
  charged: number;
  mostCharged: number;
  takenAtMs: number;
  /** Since when it says wrongly, and nothing else, that it has no such task; null while it tells the truth. */
  lyingSinceMs: number | null;
  /** When the watch was last told that it is not there, in a row of such answers. */
  watchDeniedMs: number | null;
}

interface Row {
  step: 'submit' | 'reconcile' | 'resend' | 'look-up' | 'submit-anew';
  sentAt: Date | null;
  doubts: number;
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

const AFRESH = { doubts: 0, polls: 0, deniedAt: null, troubleSince: null, waiting: null } as const;
type Asked = { readonly nowMs: number; readonly isHinted: boolean; readonly mayLie: boolean };

interface Round {
  readonly answer: number;
  readonly took: boolean;
  /** What a look-up gets: one of those that tell the truth, or one that may always come. */
  readonly lookUp: number;
  readonly isTrue: boolean;
  /** Says that it is not there although it is; see `isLying`. */
  readonly lies: boolean;
  readonly dies: (typeof DEATHS)[number];
  /** How late the step is done. */
  readonly lateMs: number;
  /** While it is uncertain: it is asked for by itself, or a person looks again or submits it anew. */
  readonly doubted: 'rests' | 'looks' | 'anew';
}

/**
 * When the relay dies: before it acts; once the row says that it is sent, before that leaves; or before the answer is
 * written down. Or it lives, and the database is away at the last two of these: then it knows that nothing left, and
 * keeps the provider's own name for what was taken.
 */
const DEATHS = ['no', 'before', 'unsent', 'after', 'away unsent', 'away after'] as const;
const round: fc.Arbitrary<Round> = fc.record({
  answer: fc.nat(CREATE_OUTCOMES.length - 1),
  took: fc.boolean(),
  lookUp: fc.nat(1000),
  isTrue: fc.constantFrom(true, true, true, false),
  lies: fc.constantFrom(true, false, false),
  dies: fc.constantFrom('no', 'no', ...DEATHS),
  lateMs: fc.constantFrom(0, 0, 1000, 15_000, 70_000, 1_000_000),
  doubted: fc.constantFrom('rests', 'rests', 'looks', 'anew'),
});

/** What surely did not arrive, or was lost on the way, is no answer to a repeat. */
const isAnswered = (outcome: SubmitOutcome) =>
  outcome.kind !== 'ambiguous' || outcome.problem.upstream?.httpStatus != null;

function create(world: World, { answer, took }: Round, nowMs: number): SubmitOutcome {
  const drawn = CREATE_OUTCOMES[answer];
  if (drawn === undefined) throw new Error('There is no such answer.');
  const isTaken = drawn.took.includes(took) ? took : drawn.took[0];
  if (isTaken && world.charged > 0 && world.refusesRepeats) {
    const refused = DUPLICATE_OUTCOMES[answer % DUPLICATE_OUTCOMES.length];
    return refused !== undefined && isAnswered(drawn.outcome) ? refused : drawn.outcome;
  }
  if (isTaken) {
    world.charged += 1;
    world.mostCharged = Math.max(world.mostCharged, world.charged);
    world.takenAtMs = nowMs;
  }
  return drawn.outcome;
}

/**
 * Whether a provider in trouble says wrongly that it has no such task: for less than a minute at a time, and as long as
 * that nothing wrong after it. Any other answer, be it that it has trouble, may begin that anew.
 */
function isLying(world: World, lies: boolean, nowMs: number): boolean {
  const forMs = nowMs - (world.lyingSinceMs ?? nowMs);
  const mustBeHonest = forMs >= RETRY_LIMITS.deniedMs && forMs < 2 * RETRY_LIMITS.deniedMs;
  const isLie = lies && !mustBeHonest;
  if (!isLie) world.lyingSinceMs = null;
  else if (world.lyingSinceMs === null || forMs >= RETRY_LIMITS.deniedMs) world.lyingSinceMs = nowMs;
  return isLie;
}

/** A task that was taken is found within the grace, by whoever finds by name. */
function find(
  world: World,
  { lookUp, isTrue, took, lies }: Round,
  { nowMs, isHinted, mayLie }: Asked,
): FindOutcome {
  const isVisible = nowMs - world.takenAtMs >= GRACE_MS || took;
  const isLie = mayLie && isLying(world, lies && isTrue, nowMs);
  const isThere = world.charged > 0 && (world.findsByName || isHinted) && isVisible && !isLie;
  const answers = !isTrue ? LOOK_UPS.either : isThere ? LOOK_UPS.there : LOOK_UPS.notThere;
  const one = answers[lookUp % answers.length];
  if (one === undefined) throw new Error('There is no such answer.');
  if (one.kind === 'found') return one;
  return unfoundOutcome(one, { findsExternalId: world.knowsFinding, isHinted });
}

function write(row: Row, decision: SubmitDecision, nowMs: number): void {
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
      row.problem = decision.problem;
  }
}

/** Under a name that was never sent. */
function nameAfresh(world: World, row: Row, nowMs: number): void {
  world.charged = 0;
  world.watchDeniedMs = null;
  const dueAt = new Date(nowMs);
  Object.assign(row, { step: 'submit', sentAt: null, isHinted: false, ...AFRESH, sinceMs: nowMs, dueAt });
}

/** What becomes of a doubt: it is asked about by itself, or a person sees to it. */
function doubtOnce(world: World, row: Row, now: Round, nowMs: number): void {
  if (now.doubted === 'rests') {
    watchOnce(world, row, now, nowMs);
    return;
  }
  Object.assign(row, { end: null, ...AFRESH, sinceMs: nowMs, dueAt: new Date(nowMs) });
  row.step = now.doubted === 'looks' ? 'look-up' : 'submit-anew';
  if (now.doubted === 'anew' && row.sentAt === null) nameAfresh(world, row, nowMs);
}

/** The watch asks once a minute at most, and believes «not there» when the question before was told the same. */
function watchOnce(world: World, row: Row, now: Round, nowMs: number): void {
  const before = world.watchDeniedMs;
  if (!world.mayFind || (before !== null && nowMs - before < RETRY_LIMITS.deniedMs)) return;
  // Two of its questions, a minute apart or more, do not both meet a lie.
  const found = find(world, now, { ...row, nowMs, mayLie: before === null });
  const sinceSentMs = nowMs - (row.sentAt?.getTime() ?? 0);
  const settled = settledBy({ found, sinceSentMs, graceMs: GRACE_MS, problem: row.problem });
  world.watchDeniedMs = settled?.kind === 'not-taken' ? nowMs : null;
  if (settled?.kind === 'follow') row.end = 'followed';
  if (settled?.kind === 'not-taken' && before !== null) Object.assign(row, { end: 'failed', sentAt: null });
}

/** One step of the relay, which may die at each point of it and then writes nothing more down. */
function stepOnce(world: World, row: Row, now: Round, nowMs: number): void {
  const elapsedMs = nowMs - row.sinceMs;
  if (now.dies === 'before') return;
  if (row.step === 'submit' && row.sentAt !== null) {
    write(row, { kind: 'go', step: 'reconcile', wasNotTaken: false, problem: null }, nowMs);
  } else if (row.step === 'submit' || row.step === 'resend') {
    if (now.dies === 'away unsent') return;
    row.sentAt ??= new Date(nowMs);
    if (now.dies === 'unsent') return;
    const outcome = create(world, now, nowMs);
    if (now.dies === 'away after') row.isHinted ||= outcome.kind === 'accepted';
    if (now.dies === 'no') write(row, afterCreate(row, { outcome, elapsedMs, provider }), nowMs);
  } else {
    const late = heardInTime(row, new Date(nowMs));
    Object.assign(row, { deniedAt: late.deniedAt, troubleSince: late.troubleSince });
    const decision = afterLookUp(row, {
      found: find(world, now, { ...row, nowMs, mayLie: true }),
      ...{ elapsedMs, sinceSentMs: nowMs - (row.sentAt?.getTime() ?? 0) },
      deniedForMs: nowMs - (row.deniedAt?.getTime() ?? nowMs),
      troubledForMs: nowMs - (row.troubleSince?.getTime() ?? nowMs),
      ...{ graceMs: GRACE_MS, refusesRepeats: world.knowsRepeats, mayFindByName: world.mayFind, provider },
    });
    if (now.dies !== 'no') return;
    if (decision.kind === 'anew') nameAfresh(world, row, nowMs);
    else write(row, decision, nowMs);
  }
}

interface Traits {
  readonly repeats: boolean;
  readonly finding: boolean;
}

function play(rounds: readonly Round[], knows: Traits, truth: Traits) {
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
    watchDeniedMs: null,
  };
  const row: Row = {
    step: 'submit',
    sentAt: null,
    isHinted: false,
    ...AFRESH,
    sinceMs: 0,
    dueAt: new Date(0),
    end: null,
    problem: null,
  };
  let nowMs = 0;
  for (const now of rounds) {
    if (row.end === 'followed' || row.end === 'failed') break;
    // What has ended rests.
    const restsMs = row.end === 'uncertain' ? RETRY_LIMITS.lookEveryMs : 0;
    nowMs = Math.max(nowMs, row.dueAt.getTime()) + restsMs + now.lateMs;
    if (row.end === 'uncertain') doubtOnce(world, row, now, nowMs);
    else stepOnce(world, row, now, nowMs);
  }
  return { world, row };
}

/** Null where all is well, so that hundreds of thousands of courses can be judged. */
function wrongWith({ world, row }: ReturnType<typeof play>): string | null {
  if (world.mostCharged > 1) return `charged ${world.mostCharged} times`;
  if (row.end === 'failed' && world.charged !== 0) return 'failed although charged';
  if (row.end === 'followed' && world.charged !== 1) return 'followed although not charged';
  return row.doubts > RETRY_LIMITS.maxDoubts ? `sent ${row.doubts} times` : null;
}

const traits = fc.record({ repeats: fc.boolean(), finding: fc.boolean() });

test('whatever a provider answers and whenever the relay dies, a submit is charged once at most', () => {
  const ends = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(round, { minLength: 1, maxLength: 40 }), traits, traits, (rounds, knows, truth) => {
      const played = play(rounds, knows, truth);
      expect(wrongWith(played)).toBeNull();
      const end = String(played.row.end);
      ends.set(end, (ends.get(end) ?? 0) + 1);
    }),
    { numRuns: 20_000, seed: 7 },
  );
  // The model reaches every end, so none of the claims is empty.
  expect([...ends.keys()].sort()).toEqual(['failed', 'followed', 'null', 'uncertain']);
});

test('every answer to a create, with every look-up after it and the relay dead at every point of it', () => {
  const wrong: unknown[] = [];
  let courses = 0;
  for (const first of firstRounds()) {
    // It goes on alike until it ends; a relay that died is started again.
    const rest = Array.from({ length: 40 }, () => ({ ...first, dies: 'no' as const }));
    for (const truth of allTraits()) {
      for (const knows of allTraits()) {
        const what = wrongWith(play([first, ...rest], knows, truth));
        if (what !== null) wrong.push({ what, first, truth, knows });
        courses += 1;
      }
    }
  }
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(courses).toBeGreaterThan(10_000);
});

/** Of answers that come to the same, the first stands for all. */
function* firstRounds(): Generator<Round> {
  const lookUps = [
    ...unlike(LOOK_UPS.there, sortOfLookUp).map((lookUp) => ({ lookUp, isTrue: true })),
    ...unlike(LOOK_UPS.notThere, sortOfLookUp).map((lookUp) => ({ lookUp, isTrue: true })),
    ...unlike(LOOK_UPS.either, sortOfLookUp).map((lookUp) => ({ lookUp, isTrue: false })),
  ];
  const sortOfCreate = ({ outcome, took }: (typeof CREATE_OUTCOMES)[number]) =>
    `${outcome.kind} ${took} ${isAnswered(outcome)}`;
  for (const answer of unlike(CREATE_OUTCOMES, sortOfCreate)) {
    for (const took of [true, false]) {
      for (const lookUp of lookUps) {
        for (const dies of DEATHS) {
          for (const lateMs of [0, 15_000, 70_000]) {
            for (const lies of [false, true]) {
              yield { answer, took, ...lookUp, lies, dies, lateMs, doubted: 'rests' };
            }
          }
        }
      }
    }
  }
}

function sortOfLookUp(one: (typeof LOOK_UPS)[keyof typeof LOOK_UPS][number]): string {
  return one.kind === 'not-found' ? `${one.kind} ${one.isAboutTasks}` : one.kind;
}

/** Where the first of each sort stands. */
function unlike<T>(all: readonly T[], sortOf: (one: T) => string): number[] {
  const sorts = all.map(sortOf);
  return [...sorts.keys()].filter((index) => sorts.indexOf(sorts[index] ?? '') === index);
}

function allTraits(): Traits[] {
  return [true, false].flatMap((repeats) => [true, false].map((finding) => ({ repeats, finding })));
}

test('every rule of the dialects is among the answers that are tried', () => {
  const met = new Set(
    CREATE_ANSWERS.flatMap(({ answer }) =>
      answer.kind === 'answered' && !answer.reply.isSuccess ? [ruleOf(answer.reply)] : [],
    ),
  );
  const repeats = DUPLICATES.flatMap((answer) => (answer.kind === 'answered' ? [ruleOf(answer.reply)] : []));
  const missing = FAILURES.filter((rule) => !met.has(rule) && !repeats.includes(rule));
  expect(missing).toEqual([]);
});

test('no answer that may hide a task is taken for a refusal, and none about another task for ours', () => {
  for (const { name, answer, took } of CREATE_ANSWERS) {
    const { kind } = submitOutcome(answer);
    if (took.length === 2) expect([name, kind]).toEqual([name, 'ambiguous']);
    else if (took[0] === true) expect([name, kind]).toEqual([name, 'accepted']);
    else expect(['refused', 'retry-later'], name).toContain(kind);
  }
  expect(LOOK_UPS.there.every(({ kind }) => kind === 'found')).toBe(true);
  expect(LOOK_UPS.notThere.every(({ kind }) => kind === 'not-found')).toBe(true);
  for (const [index, one] of LOOK_UPS.either.entries()) {
    const isSilent = one.kind !== 'found' && (one.kind !== 'not-found' || !one.isAboutTasks);
    expect([index, one, isSilent]).toEqual([index, one, true]);
  }
});

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
    const row = { step: 'reconcile', sentAt: null, doubts: 0, polls: 0, waiting: null } as const;
    const knows = { refusesRepeats: true, mayFindByName: true, provider };
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
  ['not without end', true, GRACE_MS + RETRY_LIMITS.unclearMs, LAST, { kind: 'end', status: 'uncertain' }],
  [
    'the first one after a long silence is no last word',
    true,
    600_000,
    0,
    { kind: 'wait', told: { unclear: 1 } },
  ],
  ['where it never tells, it is asked no more', false, GRACE_MS, 0, { kind: 'end', status: 'uncertain' }],
] as const)('an answer that proves nothing: %s', (_name, mayFindByName, elapsedMs, polls, expected) => {
  const row = { step: 'reconcile', sentAt: new Date(0), doubts: 1, polls, waiting: null } as const;
  for (const found of [NOT_THERE, refusal]) {
    const knows = { refusesRepeats: false, mayFindByName, provider };
    const times = { ...UNHEARD, elapsedMs, sinceSentMs: elapsedMs, graceMs: GRACE_MS };
    const answered = { found, ...times, ...knows };
    expect(afterLookUp(row, answered)).toMatchObject(expected);
  }
});

test.each([
  ['is surely not there', null, { kind: 'end', status: 'failed', wasNotTaken: true }],
  ['was said to be taken', 'submit-taken', { kind: 'end', status: 'uncertain', wasNotTaken: false }],
] as const)('looked up again, what %s ends so', (_name, code, expected) => {
  const waiting = code === null ? null : { ...taskProblem(code, null), until: '' };
  const row = { step: 'look-up', sentAt: new Date(0), doubts: 1, polls: 0, waiting } as const;
  const knows = { refusesRepeats: false, mayFindByName: true, provider };
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
  const row = { step: 'reconcile', sentAt: new Date(0), doubts: 1, polls: 0, waiting: null } as const;
  const found = { kind: 'not-found', isConclusive: true } as const;
  const elapsedMs = GRACE_MS + deniedForMs;
  const times = { ...UNHEARD, elapsedMs, sinceSentMs: elapsedMs, deniedForMs, graceMs: GRACE_MS };
  const answered = { found, ...times, refusesRepeats, mayFindByName: true, provider };
  expect(afterLookUp(row, answered)).toMatchObject(expected);
});

test.each([0, 5000, GRACE_MS])(
  'with a grace of %i ms, where a repeat would be paid for, «no such task» is believed after a minute of it',
  (graceMs) => {
    const row = { step: 'reconcile', sentAt: new Date(0), doubts: 1, polls: 0, waiting: null } as const;
    const found = { kind: 'not-found', isConclusive: true } as const;
    const knows = { refusesRepeats: false, mayFindByName: true, provider, graceMs };
    const kindAt = (ms: number) => {
      const times = { elapsedMs: ms, sinceSentMs: ms, deniedForMs: ms, troubledForMs: 0 };
      return afterLookUp(row, { found, ...times, ...knows }).kind;
    };
    const sureMs = graceMs + RETRY_LIMITS.deniedMs;
    expect([kindAt(sureMs - 1), kindAt(sureMs)]).toEqual(['wait', 'go']);
  },
);

test.each([true, false])(
  'the pause before a repeat grows with the doubts, and is waited out without a place (repeats refused: %s)',
  (refusesRepeats) => {
    const found = { kind: 'not-found', isConclusive: true } as const;
    const knows = { refusesRepeats, mayFindByName: true, provider, graceMs: GRACE_MS };
    const decide = (doubts: number, ms: number) => {
      const row = { step: 'reconcile', sentAt: new Date(0), doubts, polls: 0, waiting: null } as const;
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
  const row = { step: 'reconcile', sentAt: new Date(0), doubts: 10, polls: 0, waiting: null } as const;
  const knows = { refusesRepeats: false, mayFindByName: true, provider, graceMs: GRACE_MS };
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
    const row = { step: 'reconcile', sentAt: new Date(0), doubts: 10, polls: 0, waiting: null } as const;
    const found = { kind: 'not-found', isConclusive: true } as const;
    const knows = { refusesRepeats: false, mayFindByName: true, provider, graceMs: 0 };
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

const at = (ms: number) => new Date(ms);
test.each([
  ['said again', { unclear: 0, isDenied: true }, { deniedAt: at(1000), troubleSince: null }],
  ['another answer', { unclear: 1, isDenied: false }, { deniedAt: null, troubleSince: null }],
  ['trouble', null, { deniedAt: null, troubleSince: at(9000) }],
])('after a «no such task», what is kept of %s', (_name, told, expected) => {
  expect(heard({ deniedAt: at(1000), troubleSince: null }, told, at(9000))).toMatchObject(expected);
});

test('trouble that goes on keeps its beginning', () => {
  const troubled = { deniedAt: null, troubleSince: at(1000) };
  expect(heard(troubled, null, at(9000))).toEqual(troubled);
});

test('what was heard before a time in which nobody asked is nothing in a row', () => {
  const row = { dueAt: at(50_000), deniedAt: at(1000), troubleSince: at(2000) };
  expect(heardInTime(row, at(50_000 + RETRY_LIMITS.lateMs))).toBe(row);
  const late = heardInTime(row, at(50_001 + RETRY_LIMITS.lateMs));
  expect(late).toEqual({ dueAt: at(50_000), deniedAt: null, troubleSince: null });
});
