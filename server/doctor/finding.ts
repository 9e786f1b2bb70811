/** One thing that was looked at. */
export interface Finding {
  /** `note` is worth knowing, `fault` keeps the relay from working. */
  readonly grade: 'ok' | 'note' | 'fault';
  /** What was looked at, in a word or two. */
  readonly subject: string;
  /** What is so, and what to do about it. */
  readonly sentence: string;
}

const MARKS: Readonly<Record<Finding['grade'], string>> = { ok: 'ok   ', note: 'note ', fault: 'FAULT' };

export function findingLine({ grade, subject, sentence }: Finding): string {
  return `${MARKS[grade]} ${subject}: ${sentence}`;
}
