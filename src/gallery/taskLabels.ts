import type { Config } from '../domain/contract/config.ts';
import type { TaskProblem } from '../domain/contract/problem.ts';
import { PROVIDER_LABELS, type ProviderName } from '../domain/contract/provider.ts';
import type { Result } from '../domain/contract/result.ts';
import type { Task, TaskStatus } from '../domain/contract/task.ts';
import { hasEnded } from '../domain/contract/task.ts';
import { frameOfTask } from '../domain/crop.ts';
import type { FinishProof } from '../domain/finishProof.ts';
import { formatOf } from '../domain/formatOf.ts';
import { aspectName, hasAspect } from '../domain/frame.ts';
import { type ProblemCode, problemDetail } from '../domain/problem.ts';
import type { Size } from '../domain/side.ts';

const STATUS_WORDS: Record<TaskStatus, string> = {
  queued: 'Queued',
  submitting: 'Sending',
  processing: 'Expanding',
  finishing: 'Finishing',
  succeeded: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  uncertain: 'Submitted or not?',
};

export function statusWord(status: TaskStatus): string {
  return STATUS_WORDS[status];
}

/** The same, and which step of a plan that is: `Expanding, step 1 of 2`. */
export function stateWord({ status, plan }: Pick<Task, 'status' | 'plan'>): string {
  const word = statusWord(status);
  const isOnTheWay = plan !== null && status !== 'succeeded';
  return isOnTheWay ? `${word}, step ${plan.step + 1} of ${plan.steps.length}` : word;
}

/** Whether anything here may cost money. */
export function hasPaidProvider(config: Pick<Config, 'providers'> | undefined): boolean {
  return config?.providers.some(({ isPaid }) => isPaid) ?? false;
}

/** `2560 × 1440` */
export function sizeLabel({ width, height }: Size): string {
  return `${width} × ${height}`;
}

/** A provider's picture this much smaller than the frame is nearly as sharp. */
const NEGLIGIBLE_SHRINK = 0.02;

/** What detail the new area really has, where a smaller picture was enlarged to fill it; else null. */
export function filledAtLabel({ width, sent }: Pick<Result, 'width' | 'sent'>): string | null {
  if (sent === null || sent.width >= width * (1 - NEGLIGIBLE_SHRINK)) return null;
  return `new area filled at ${sizeLabel(sent)}`;
}

const BORDER_WORDS: Record<FinishProof['quality'], string> = {
  seamless: 'seamless',
  faint: 'faint border',
  visible: 'visible border',
};

/** How well the border between the source and the new area hides. */
export function borderLabel(quality: FinishProof['quality']): string {
  return BORDER_WORDS[quality];
}

/** What that means to whoever looks at a small picture of it; null where there is nothing to look for. */
export function borderSentence(quality: FinishProof['quality']): string | null {
  if (quality === 'seamless') return null;
  const how = quality === 'faint' ? 'shows faintly' : 'can be seen';
  return `Where the new area begins ${how}: look at it closely before you use it.`;
}

/** The same where a press shows the figures behind it. */
export function borderTip(quality: FinishProof['quality']): string {
  const sentence = borderSentence(quality) ?? 'The new area begins where nobody sees it.';
  return `${sentence} Press for all that was measured.`;
}

/** What was asked for, in the order it matters: `2560 × 1440`, `16:9`, `Built-in engine`, `4 images`. */
export function requestLabel(task: Task, config: Config | undefined): string[] {
  const words = [sizeLabel(frameOfTask(task)), shapeLabel(task), providerLabel(task.provider, config)];
  return task.n > 1 ? [...words, `${keptLabel(task)}${task.n} images`] : words;
}

/** The format's name; where the frame has another shape, as one that stops at the limit has, that shape comes first. */
function shapeLabel(task: Task): string {
  const frame = frameOfTask(task);
  const format = task.formatId === null ? null : formatOf(task.formatId);
  // A size that was typed stands before it.
  if (format === null || format.name === sizeLabel(frame)) return aspectName(frame);
  return hasAspect(frame, format.aspect) ? format.name : `${aspectName(frame)} for ${format.name}`;
}

/** `3 of ` where some of the images did not come. What was deleted afterwards is not missing. */
function keptLabel({ status, n, came, results }: Task): string {
  const kept = came ?? results.length;
  return hasEnded(status) && results.length > 0 && kept < n ? `${kept} of ` : '';
}

export function providerLabel(name: ProviderName, config: Config | undefined): string {
  return config?.providers.find((provider) => provider.name === name)?.label ?? PROVIDER_LABELS[name];
}

/** What every task of the provider waits for alike is said once, above the list. */
const TOLD_ABOVE: readonly ProblemCode[] = [
  'upstream-unauthorized',
  'upstream-not-permitted',
  'upstream-account',
];

/** Why a task waits, and whether it is known when it goes on. */
export function waitingLabel({ code, detail }: TaskProblem): { words: string; hasTime: boolean } {
  if (TOLD_ABOVE.includes(code)) {
    return { words: 'Waits until the provider takes requests again.', hasTime: false };
  }
  return { words: detail, hasTime: code !== 'upstream-slots' };
}

/** Whether something in the picture is to be checked; that others did not come is nothing to see in it. */
export function wantsLook({ flags }: Pick<Result, 'flags'>): boolean {
  return pictureFlags({ flags }).length > 0;
}

/** What is to be checked in the picture itself. */
export function pictureFlags({ flags }: Pick<Result, 'flags'>): readonly ProblemCode[] {
  return flags.filter((flag) => flag !== 'fewer-images');
}

/** Things to check in the results, each sentence once, and of how many it is true where that is not all. */
export function flagSentences({ results }: Pick<Task, 'results'>): string[] {
  return [...new Set(results.flatMap(({ flags }) => flags))].map((flag) => {
    const count = results.filter(({ flags }) => flags.includes(flag)).length;
    const sentence = problemDetail(flag);
    return count < results.length ? `${count} of ${results.length}: ${sentence}` : sentence;
  });
}

/** What to say when running tasks have ended since the last look, oldest first. Tasks not seen before say nothing. */
export function endingSentences(before: ReadonlyMap<string, TaskStatus>, tasks: readonly Task[]): string[] {
  return tasks
    .filter(({ id, status }) => {
      const statusBefore = before.get(id);
      return statusBefore !== undefined && !hasEnded(statusBefore) && hasEnded(status);
    })
    .map(endingSentence)
    .reverse();
}

function endingSentence(task: Task): string {
  const size = sizeLabel(frameOfTask(task));
  if (task.status === 'succeeded') return `Done: ${size}.`;
  if (task.status === 'cancelled') return `Cancelled: ${size}.`;
  return `Expansion to ${size}: ${task.problem?.detail ?? statusWord(task.status)}`;
}
