import { describe, expect, test } from 'vitest';
import type { UpstreamReply } from '../../../src/domain/contract/problem.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import { CREATE_ANSWERS, DUPLICATES } from '../../testing/dialectAnswers.ts';
import { factsInMemory } from '../learnedFacts.ts';
import type { SubmitOutcome } from '../Provider.ts';
import { klingCreate } from './klingCreate.ts';
import { submitOutcome } from './klingOutcome.ts';
import { KLING_PRESETS } from './klingPreset.ts';

const request = {
  ...{ externalTaskId: 'ours-1', expansion: { up: 0, right: 0.5, bottom: 0.5, left: 0 }, prompt: '' },
  ...{ n: 1, callbackUrl: null, line: '' },
};
const says = (message: string): UpstreamReply => ({
  ...{ httpStatus: 400, code: '1201', message, requestId: null },
});
const saying = <Kind extends string>(kind: Kind, message: string) => ({
  ...{ kind, problem: taskProblem('upstream-refused', says(message)) },
});

/** Sends a create to whoever answers so, one time after the other. */
async function sendTo(...answers: readonly SubmitOutcome[]) {
  const facts = factsInMemory();
  const sent: Readonly<Record<string, unknown>>[] = [];
  const send = async (fields: Readonly<Record<string, unknown>>) => {
    const answer = answers[sent.length];
    sent.push(fields);
    if (answer === undefined) throw new Error('Nothing more should be sent.');
    return answer;
  };
  const outcome = await klingCreate({ preset: KLING_PRESETS.deerapi, facts, send }, request);
  return { outcome, learned: await facts.read(), sent };
}

describe('a second create, with the other name of the bottom side', () => {
  const NAMING = 'down_expansion_ratio is required';
  const naming = saying('refused', NAMING);

  test.each(CREATE_ANSWERS)(
    'after a refusal that names the side, answered with «$name»',
    async (answered) => {
      const second = submitOutcome(answered.answer);
      const { outcome, sent, learned } = await sendTo(naming, second);
      expect(sent.map((fields) => Object.keys(fields).filter((name) => /bottom|down/.test(name)))).toEqual([
        ['bottom_expansion_ratio'],
        ['down_expansion_ratio'],
      ]);
      // Refused under both names, the first refusal says more.
      expect(outcome).toEqual(second.kind === 'refused' ? naming : second);
      expect(learned.bottomName).toBe(second.kind === 'accepted' ? 'down' : null);
    },
  );

  test('nothing else is answered with one: it may have been taken, or names no side', async () => {
    const others = CREATE_ANSWERS.map(({ answer }) => submitOutcome(answer));
    for (const outcome of [...others, saying('refused', 'n is invalid'), saying('ambiguous', NAMING)]) {
      expect((await sendTo(outcome)).sent).toHaveLength(1);
    }
  });
});

describe('that repeats are refused', () => {
  test.each(DUPLICATES.map(submitOutcome))('is learned where our id is named (%#)', async (outcome) => {
    expect((await sendTo(outcome)).learned.duplicates).toBe('refused');
  });

  test('is not learned where something else was there already', async () => {
    const { learned, outcome } = await sendTo(saying('duplicate', 'image already used'));
    expect([learned.duplicates, outcome.kind]).toEqual([null, 'duplicate']);
  });
});
