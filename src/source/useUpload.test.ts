import { expect, test } from 'vitest';
import { readAnswer } from '../api/answer.ts';
import { sourceSchema } from '../domain/contract/source.ts';
import { ProblemError } from '../domain/problem.ts';
import { uploadQuery } from './useUpload.ts';

function problemOf(answer: { status: number; text: string }): ProblemError {
  try {
    readAnswer(sourceSchema, answer);
  } catch (error) {
    if (error instanceof ProblemError) return error;
  }
  throw new Error('It is no problem.');
}

function isSentAgain(error: ProblemError): boolean {
  const { retry } = uploadQuery({ key: 'one', file: new File(['x'], 'one.png') });
  return typeof retry === 'function' && retry(0, error);
}

test('an upload that a proxy answers with its own page of 413 is refused in one sentence, and not sent again', () => {
  const problem = problemOf({ status: 413, text: '<html><h1>413 Request Entity Too Large</h1></html>' });
  expect(problem.code).toBe('too-large-for-proxy');
  expect(problem.detail).toMatch(/^[A-Z].*\.$/);
  expect(isSentAgain(problem)).toBe(false);
});

test('trouble on the way passes: the upload is sent again', () => {
  expect(isSentAgain(problemOf({ status: 502, text: '<html>Bad gateway</html>' }))).toBe(true);
});
