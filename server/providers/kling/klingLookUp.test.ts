import { expect, test } from 'vitest';
import { says } from '../../../testing/upstream/replies.ts';
import { pictureOfSource } from '../../images/startPicture.ts';
import { factsInMemory } from '../learnedFacts.ts';
import type { KlingAnswer } from './klingClient.ts';
import { createKlingLookUp } from './klingLookUp.ts';
import { KLING_PRESETS } from './klingPreset.ts';
import { readKlingReply } from './klingReply.ts';

const signal = new AbortController().signal;
const answer = (status: number, body: unknown): KlingAnswer => ({
  ...{ kind: 'answered', reply: readKlingReply(status, JSON.stringify(body)), clockMs: null },
});
const taskNamed = (name: string) => ({
  ...{ task_id: `theirs-${name}`, task_status: 'processing', task_info: { external_task_id: name } },
});
const UNKNOWN = answer(400, says(1201, 'Task not found'));

const KNOWN: KlingAnswer = answer(200, { code: 0, data: taskNamed('ours') });
const HOUR_MS = 60 * 60_000;
const accepted = {
  ...{ externalTaskId: 'ours', upstreamTaskId: 'theirs-ours', prompt: '', n: 1, callbackUrl: null, line: '' },
  expansion: { up: 0, right: 0.5, bottom: 0, left: 0 },
  picture: pictureOfSource({
    ...{ id: 'a'.repeat(64), width: 400, height: 320, format: 'jpeg', fileBytes: 1, orientation: 1 },
    ...{ hasAlpha: false, copyReasons: [] },
  }),
};

/** A gateway of which nothing is known. */
function gateway() {
  const facts = factsInMemory();
  let nowMs = 0;
  let byName = UNKNOWN;
  let asked = 0;
  const { tryOut, findsByName } = createKlingLookUp({
    ...{ preset: KLING_PRESETS.deerapi, facts, nowMs: () => nowMs },
    askFor: async () => {
      asked += 1;
      return byName;
    },
    askForList: () => Promise.reject(new Error('It has no list.')),
  });
  return {
    ...{ facts, findsByName },
    asked: () => asked,
    answers: (next: KlingAnswer) => {
      byName = next;
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
    /** Another task is done. */
    isDone: () => tryOut(accepted, true, signal),
  };
}

function lookUp({ byName = UNKNOWN, byList }: { byName?: KlingAnswer; byList: KlingAnswer }) {
  const asked: string[] = [];
  const { find } = createKlingLookUp({
    ...{ preset: KLING_PRESETS.kling, facts: factsInMemory(), nowMs: () => 0 },
    askFor: async (id) => {
      asked.push(id);
      return byName;
    },
    askForList: async (path) => {
      asked.push(path);
      return byList;
    },
  });
  return { asked, find: () => find({ externalTaskId: 'ours', hintedTaskId: null }, signal) };
}

const listOf = (...names: readonly string[]) => answer(200, { code: 0, data: names.map(taskNamed) });

test('what is not found by our name is looked for among the newest tasks', async () => {
  const { asked, find } = lookUp({ byList: listOf('later', 'ours', 'earlier') });
  expect(await find()).toEqual({ kind: 'found', upstreamTaskId: 'theirs-ours' });
  expect(asked).toEqual(['ours', '/v1/images/editing/expand?pageNum=1&pageSize=500']);
});

test('so is what cannot be asked for by our name at all', async () => {
  const byName = answer(200, { result: 'of another form' });
  const { find } = lookUp({ byName, byList: listOf('ours') });
  expect(await find()).toEqual({ kind: 'found', upstreamTaskId: 'theirs-ours' });
});

test.each([
  ['has it not', listOf('later'), { kind: 'not-found', isConclusive: true }],
  ['cannot be had', answer(500, says(5000)), { kind: 'not-found', isConclusive: true }],
] as const)('a list that %s leaves what the question by our name told', async (_what, byList, expected) => {
  expect(await lookUp({ byList }).find()).toEqual(expected);
});

test('a list that shows tasks without our names proves nothing', async () => {
  const nameless = answer(200, { code: 0, data: [{ task_id: '1', task_status: 'processing' }] });
  const byName = answer(200, { result: 'of another form' });
  expect(await lookUp({ byName, byList: nameless }).find()).toMatchObject({ kind: 'refused' });
});

test('that our names are not understood is believed of several tasks, not of one answer that may be wrong', async () => {
  const { isDone, findsByName, answers } = gateway();
  await isDone();
  await isDone();
  expect(await findsByName()).toBe('unknown');
  answers(KNOWN);
  await isDone();
  expect(await findsByName()).toBe('yes');

  const never = gateway();
  for (let tasks = 0; tasks < 3; tasks += 1) await never.isDone();
  expect(await never.findsByName()).toBe('no');
});

test('what was learned is not tried again while it holds, and is once it has grown old', async () => {
  const { isDone, facts, answers, asked, pass } = gateway();
  answers(KNOWN);
  await isDone();
  await isDone();
  expect(asked()).toBe(1);
  await facts.learn({ findsExternalId: null });
  await isDone();
  expect(asked()).toBe(1);
  pass(HOUR_MS);
  await isDone();
  expect(asked()).toBe(2);
});
