import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FAILURES } from '../../providers/kling/klingDialect.ts';
import { submitOutcome } from '../../providers/kling/klingOutcome.ts';
import { ruleOf } from '../../providers/kling/klingProblem.ts';
import { CREATE_ANSWERS, DUPLICATES } from '../../testing/dialectAnswers.ts';
import { CREATE_OUTCOMES, isAnswered, LOOK_UPS } from '../../testing/submitModel/modelProvider.ts';
import { DEATHS, play, type Round, type Traits, wrongWith } from '../../testing/submitModel/submitModel.ts';

const round: fc.Arbitrary<Round> = fc.record({
  answer: fc.nat(CREATE_OUTCOMES.length - 1),
  took: fc.boolean(),
  lookUp: fc.nat(1000),
  isTrue: fc.constantFrom(true, true, true, false),
  lies: fc.constantFrom(true, false, false),
  dies: fc.constantFrom('no', 'no', ...DEATHS),
  lateMs: fc.constantFrom(0, 0, 1000, 15_000, 70_000, 1_000_000),
  doubted: fc.constantFrom('rests', 'rests', 'looks', 'anew'),
  learns: fc.boolean(),
});

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

/** Nothing was known of the provider, and nothing that it said told whether it had taken the create. */
const becomesUncertain = (took: boolean): Round[] => {
  const answer = CREATE_OUTCOMES.findIndex(({ outcome, took: may }) => {
    return outcome.kind === 'ambiguous' && may.includes(took);
  });
  const asked = {
    lookUp: 0,
    isTrue: false,
    lies: false,
    dies: 'no',
    doubted: 'rests',
    learns: false,
  } as const;
  return Array.from({ length: 20 }, () => ({ ...asked, answer, took, lateMs: 15_000 }));
};

test('what became uncertain is asked for on, and charged once at most whatever is said of it then', () => {
  // Much is said wrongly, but not so much that nothing is ever believed.
  const seldom = fc.record({
    isTrue: fc.constantFrom(...Array.from({ length: 15 }, () => true), false),
    dies: fc.constantFrom(...Array.from({ length: 40 }, () => 'no' as const), ...DEATHS),
    lateMs: fc.constantFrom(0, 0, 1000, 1000, 15_000, 15_000, 15_000, 15_000, 70_000),
    doubted: fc.constant('rests' as const),
    learns: fc.constant(true),
  });
  const asked = fc.tuple(round, seldom).map(([one, two]): Round => ({ ...one, ...two }));
  const ends = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.array(asked, { minLength: 10, maxLength: 80 }),
      ...[fc.boolean(), fc.boolean()],
      (rounds, took, repeats) => {
        const begun = becomesUncertain(took);
        const knows = { repeats: false, finding: false };
        const truth = { repeats, finding: true };
        expect(play(begun, knows, truth).row.end).toBe('uncertain');
        const played = play([...begun, ...rounds], knows, truth);
        expect(wrongWith(played)).toBeNull();
        const end = `${played.row.end} ${took}`;
        ends.set(end, (ends.get(end) ?? 0) + 1);
      },
    ),
    { numRuns: 3000, seed: 7 },
  );
  // Taken or not: what was not is sent again by itself.
  for (const took of [true, false]) expect(ends.get(`followed ${took}`)).toBeGreaterThan(100);
});

test('every answer to a create, with every look-up after it and the relay dead at every point of it', () => {
  const wrong: unknown[] = [];
  let courses = 0;
  for (const first of firstRounds()) {
    // It goes on alike until it ends; a relay that died is started again.
    const rest = Array.from({ length: 30 }, (_, index): Round => {
      // Now and then a person sees to what has ended.
      return { ...first, dies: 'no', doubted: index % 10 === 9 ? 'looks' : 'rests' };
    });
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
          for (const lateMs of [0, 15_000, 70_000, 1_000_000]) {
            for (const lies of [false, true]) {
              yield { answer, took, ...lookUp, lies, dies, lateMs, doubted: 'rests', learns: true };
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
