import type { Fault } from '../../testing/upstream/fault.ts';

/** What the fake provider does to one task, from its first answer to its last file. */
export interface Answer {
  readonly label: string;
  /** What becomes of the task. */
  readonly outcome: string;
  /** What happens to the calls about it. */
  readonly faults: readonly Fault[];
  /** The task is cancelled as soon as it is under way. */
  readonly isCancelled?: true;
  /** Stops the provider for all tasks until this is cleared. */
  readonly stopsAll?: true;
}

interface AnswerGroup {
  readonly title: string;
  readonly answers: readonly Answer[];
}

const says = (status: number, code: number, message: string): Fault['reply'] => ({
  status,
  body: { code, message, request_id: `req-${code}` },
});
const page: Fault['reply'] = { status: 200, body: '<html><h1>Welcome</h1></html>' };

const onCreate = (effect: Omit<Fault, 'on'>): readonly Fault[] => [{ on: 'create', ...effect }];
/** Neither by its own id nor by our name is the task found. */
const UNKNOWN: Fault = { on: 'query', reply: says(404, 1203, 'task does not exist'), nth: 'every' };

/** Every kind of answer, by the moment at which it comes. */
export const ANSWER_GROUPS: readonly AnswerGroup[] = [
  {
    title: 'To a submit',
    answers: [
      { label: 'Accepted', outcome: 'Done', faults: [] },
      {
        label: 'Too busy',
        outcome: 'Sending, waits and tries again five times, then done',
        faults: onCreate({ reply: says(429, 1302, 'too many requests'), times: 5 }),
      },
      {
        label: 'As many as it takes at once',
        outcome: 'Sending, waits for a place, then done',
        faults: onCreate({ reply: says(429, 1303, 'parallel task over resource pack limit'), times: 3 }),
      },
      {
        label: 'Overloaded',
        outcome: 'Sending, waits and tries again, then done',
        faults: onCreate({ reply: says(503, 5001, 'try again later') }),
      },
      {
        label: 'Content policy',
        outcome: 'Failed',
        faults: onCreate({ reply: says(400, 1301, 'trigger content policy') }),
      },
      {
        label: 'Invalid request',
        outcome: 'Failed, with its reason',
        faults: onCreate({ reply: says(400, 1201, 'Image pixel is invalid') }),
      },
      { label: 'A page instead of an answer', outcome: 'Failed', faults: onCreate({ reply: page }) },
      {
        label: 'No answer',
        outcome: 'Sending until the time is up, then found, then done',
        faults: onCreate({ hang: 'after-handling' }),
      },
      {
        label: 'The answer is lost on its way',
        outcome: 'Found by its name, done, and paid once',
        faults: onCreate({ cut: 'after-handling' }),
      },
      {
        label: 'Lost, and not found by its name',
        outcome: 'Submitted or not?',
        faults: [...onCreate({ cut: 'after-handling' }), UNKNOWN],
      },
      {
        label: 'Key refused',
        outcome: 'The provider stops for all tasks, until cleared and tried again',
        faults: onCreate({ reply: says(401, 1002, 'Authorization is invalid'), nth: 'every' }),
        stopsAll: true,
      },
      {
        label: 'Account stopped',
        outcome: 'The same, for want of credit',
        faults: onCreate({ reply: says(429, 1101, 'account in arrears'), nth: 'every' }),
        stopsAll: true,
      },
    ],
  },
  {
    title: 'To the task',
    answers: [
      {
        label: 'It fails',
        outcome: 'Failed; a retry is a new submit',
        faults: onCreate({ taskFails: { message: 'Image pixel is invalid' } }),
      },
      { label: 'It never ends', outcome: 'Expanding', faults: onCreate({ taskNeverEnds: true }) },
      {
        label: 'It is cancelled meanwhile',
        outcome: 'Cancelled, may still be charged',
        faults: onCreate({ taskNeverEnds: true }),
        isCancelled: true,
      },
      {
        label: 'It ignores the right side',
        outcome: 'Done, another shape than asked for',
        faults: onCreate({ taskIgnores: ['right'] }),
      },
      { label: 'It makes three images', outcome: 'Done', faults: onCreate({ taskImages: 3 }) },
      { label: 'It makes no image', outcome: 'Failed', faults: onCreate({ taskImages: 0 }) },
    ],
  },
  {
    title: 'To a question for its state',
    answers: [
      {
        label: 'Internal error',
        outcome: 'Expanding, waits and asks again, then done',
        faults: [{ on: 'query', reply: says(500, 5000, 'internal error'), times: 4 }],
      },
      {
        label: 'A gateway’s page',
        outcome: 'The same',
        faults: [{ on: 'query', reply: { status: 502, body: '<html>Bad gateway</html>' }, times: 4 }],
      },
      {
        label: 'Unknown task',
        outcome: 'Expanding, waits and asks again',
        faults: [UNKNOWN],
      },
    ],
  },
  {
    title: 'To a download',
    answers: [
      {
        label: 'Half an image',
        outcome: 'Finishing, fetched again, then done',
        faults: [{ on: 'image', cut: 'mid-body' }],
      },
      {
        label: 'No end of it',
        outcome: 'Finishing',
        faults: [{ on: 'image', hang: true, nth: 'every' }],
      },
      {
        label: 'Gone',
        outcome: 'Failed; a retry fetches again and pays nothing',
        faults: [{ on: 'image', reply: { status: 404, body: 'gone' }, nth: 'every' }],
      },
      {
        label: 'Not an image',
        outcome: 'Failed; the same',
        faults: [{ on: 'image', reply: { status: 200, body: 'a text' }, nth: 'every' }],
      },
    ],
  },
];

/** One task each of everything that leaves the others alone. */
export const ONE_OF_EACH: readonly Answer[] = ANSWER_GROUPS.flatMap(({ answers }) => answers).filter(
  ({ stopsAll }) => stopsAll !== true,
);
