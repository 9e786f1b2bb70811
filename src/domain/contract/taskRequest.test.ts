import { describe, expect, it } from 'vitest';
import { taskRequestSchema } from './taskRequest.ts';

const request = {
  sourceId: 'a'.repeat(64),
  expansion: { up: 0, right: 0.5, bottom: 0, left: 0 },
};

describe('a task request', () => {
  it('fills in what may be left out', () => {
    expect(taskRequestSchema.parse(request)).toEqual({
      ...request,
      ...{
        prompt: '',
        n: 1,
        maxSteps: 1,
        crop: null,
        formatId: null,
        anchor: null,
        sourceName: null,
        batch: null,
      },
    });
  });

  it.each([
    ['a ratio of 2.01', { expansion: { up: 0, right: 2.01, bottom: 0, left: 0 } }, 'between 0 and 2'],
    ['a negative ratio', { expansion: { up: -0.1, right: 0.5, bottom: 0, left: 0 } }, 'between 0 and 2'],
    ['a ratio in words', { expansion: { up: 'much', right: 0.5, bottom: 0, left: 0 } }, 'between 0 and 2'],
    ['an area of 3.0001', { expansion: { up: 0, right: 1, bottom: 0, left: 1.0001 } }, 'at most 3 times'],
    ['no expansion', { expansion: { up: 0, right: 0, bottom: 0, left: 0 } }, 'outwards first'],
    ['a prompt of 2501 characters', { prompt: 'x'.repeat(2501) }, 'at most 2500'],
    ['n = 0', { n: 0 }, '1 to 9'],
    ['n = 10', { n: 10 }, '1 to 9'],
    ['n = 1.5', { n: 1.5 }, '1 to 9'],
    ['an unknown field', { mode: 'fast' }, 'mode'],
    ['a source id that is none', { sourceId: '../../etc/passwd' }, '64 hexadecimal'],
  ])('with %s is refused with a sentence', (_, change, sentence) => {
    const parsed = taskRequestSchema.safeParse({ ...request, ...change });
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues.map((issue) => issue.message).join('\n')).toContain(sentence);
  });

  it('at the very limits is taken', () => {
    const atLimits = {
      ...request,
      expansion: { up: 0, right: 2, bottom: 0, left: 0 },
      prompt: 'x'.repeat(2500),
      n: 9,
    };
    expect(taskRequestSchema.safeParse(atLimits).success).toBe(true);
  });
});
