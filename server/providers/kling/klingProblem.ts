import type { TaskProblem } from '../../../src/domain/contract/problem.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import { FAILURES, type FailureKind, type FailureRule } from './klingDialect.ts';
import type { KlingReply } from './klingReply.ts';

/** What an unsuccessful answer means for the call that got it. */
export interface KlingFailure {
  readonly kind: FailureKind;
  readonly problem: TaskProblem;
}

/** Sorts an unsuccessful answer by the first rule of the dialects that fits it. */
export function classifyFailure(reply: KlingReply): KlingFailure {
  const { kind, problem } = ruleOf(reply);
  return { kind, problem: taskProblem(problem, reply.upstream) };
}

/** The rule that counts for an unsuccessful answer. */
export function ruleOf({ upstream, form }: Pick<KlingReply, 'upstream' | 'form'>): FailureRule {
  const status = upstream.httpStatus ?? 0;
  const code = upstream.code ?? '';
  const message = upstream.message ?? '';
  const rule = FAILURES.find(
    (candidate) =>
      isWithin(status, candidate.status) &&
      isAmong(code, candidate.codes) &&
      (candidate.says === undefined || candidate.says.test(message)) &&
      (candidate.form === undefined || candidate.form.includes(form)),
  );
  if (rule === undefined) throw new Error('The last rule fits everything.');
  return rule;
}

function isWithin(status: number, range: readonly [number, number] | undefined): boolean {
  return range === undefined || (status >= range[0] && status <= range[1]);
}

function isAmong(code: string, codes: readonly string[] | RegExp | undefined): boolean {
  if (codes === undefined) return true;
  return codes instanceof RegExp ? codes.test(code) : codes.includes(code);
}
