/** How far a press of Expand is. `waiting`: the relay does not answer; the task is sent as soon as it does. */
export type SubmitPhase = 'idle' | 'uploading' | 'sending' | 'waiting';

export const SUBMIT_WORDS: Record<SubmitPhase, string> = {
  idle: 'Expand',
  uploading: 'Sending the image…',
  sending: 'Submitting…',
  waiting: 'Waiting for the server…',
};

/** Once it is on its way, what it made is cancelled as a task. */
export function canCancelSubmit(phase: SubmitPhase): boolean {
  return phase === 'uploading' || phase === 'waiting';
}
