import { useMutation } from '@tanstack/react-query';
import { Button } from '../../src/ui/Button.tsx';
import type { Fault } from '../../testing/upstream/fault.ts';
import type { LiveOptions } from '../../testing/upstream/upstreamOptions.ts';
import type { UpstreamState } from '../../testing/upstream/upstreamState.ts';
import { Choice } from '../Choice.tsx';
import styles from './Provider.module.css';
import { changeOptions, clearFaults, type UpstreamView } from './upstreamControl.ts';

/** Submits shown, newest first. */
const MAX_SHOWN = 12;

const PACES = [
  ['500', 'half a second'],
  ['4000', '4 s'],
  ['20000', '20 s'],
  ['120000', '2 min'],
] as const;
type Pace = (typeof PACES)[number][0];

const FINDS = [
  ['yes', 'yes'],
  ['no', 'no'],
] as const;

interface UpstreamLogProps {
  view: UpstreamView;
  onChange: () => void;
}

/** How the fake provider behaves, which answers are to come, and what it has seen. */
export function UpstreamLog({ view: { state, faults, options }, onChange }: UpstreamLogProps) {
  const { mutate: change } = useMutation({ mutationFn: changeOptions, onSettled: onChange });
  const { mutate: clear } = useMutation({ mutationFn: clearFaults, onSettled: onChange });
  return (
    <div className={styles.log}>
      <section className={styles.settings} aria-label="Behaviour">
        <Choice
          label="A task takes"
          options={PACES}
          value={paceOf(options)}
          onChange={(pace) => change({ ...options, timing: { elapsedMs: Number(pace) } })}
        />
        <Choice
          label="Finds a task by our name"
          options={FINDS}
          value={options.findsByExternalId ? 'yes' : 'no'}
          onChange={(finds) => change({ ...options, findsByExternalId: finds === 'yes' })}
        />
      </section>
      <section aria-labelledby="pending-title">
        <header className={styles.head}>
          <h2 id="pending-title" className={styles.heading}>
            To come
          </h2>
          <Button size="s" aria-disabled={faults.length === 0} onClick={() => faults.length > 0 && clear()}>
            Clear
          </Button>
        </header>
        {faults.length === 0 && <p className={styles.empty}>Every call is answered as documented.</p>}
        <ol className={styles.entries}>
          {faults.map((fault, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fault is nothing but its place in the list.
            <li key={index} className={styles.entry}>
              <span className={styles.on}>{fault.on}</span>
              <span>{effectOf(fault)}</span>
              <span className={styles.aside}>{timesOf(fault)}</span>
            </li>
          ))}
        </ol>
      </section>
      <Seen state={state} />
    </div>
  );
}

function Seen({ state }: { state: UpstreamState }) {
  const newest = state.creates.slice(-MAX_SHOWN).reverse();
  const paid = Object.values(state.acceptedByExternalId);
  const isPaidTwice = paid.some((times) => times > 1);
  return (
    <section aria-labelledby="seen-title">
      <header className={styles.head}>
        <h2 id="seen-title" className={styles.heading}>
          Submits
        </h2>
        <p className={styles.figures} data-alarm={isPaidTwice || state.fileRequestsWithKey > 0}>
          {paid.reduce((sum, times) => sum + times, 0)} taken, {isPaidTwice ? 'one PAID TWICE' : 'none twice'}
        </p>
      </header>
      {newest.length === 0 && <p className={styles.empty}>None yet.</p>}
      <ol className={styles.entries}>
        {newest.map((create, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same submit may come several times.
          <li key={state.creates.length - index} className={styles.entry}>
            <span className={styles.on} data-outcome={create.outcome}>
              {create.outcome}
            </span>
            <span className={styles.name}>{create.accepted?.prompt || create.externalTaskId}</span>
            <span className={styles.aside}>{create.externalTaskId?.slice(0, 8)}</span>
          </li>
        ))}
      </ol>
      {state.refused.length > 0 && (
        <details className={styles.refused}>
          <summary>{state.refused.length} requests break a documented rule</summary>
          <ul>
            {state.refused.map(({ request, reasons }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end.
              <li key={index}>
                {request}: {reasons.join('; ')}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function paceOf({ timing }: LiveOptions): Pace {
  const ms = 'elapsedMs' in timing ? timing.elapsedMs : 0;
  return PACES.find(([value]) => Number(value) >= ms)?.[0] ?? '120000';
}

function effectOf({ reply, cut, hang, delayMs, taskFails, taskNeverEnds, taskIgnores, taskImages }: Fault) {
  const effects = [
    reply && `answers ${reply.status}`,
    cut && `cut ${cut}`,
    hang && 'never answers',
    delayMs && `late by ${delayMs} ms`,
    taskFails && 'the task fails',
    taskNeverEnds && 'the task never ends',
    taskIgnores && `ignores ${taskIgnores.join(', ')}`,
    taskImages !== undefined && `makes ${taskImages} images`,
  ];
  return effects.filter(Boolean).join(', ');
}

function timesOf({ nth, times = 1, prompt }: Fault): string {
  const often = nth === 'every' ? 'always' : times > 1 ? `${times} times` : 'once';
  return prompt === undefined ? often : `${often}: ${prompt}`;
}
