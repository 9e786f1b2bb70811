import { Dialog } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import { Check, Copy, Info, X } from 'lucide-react';
import { configQuery } from '../../api/config.ts';
import { taskDetailsQuery } from '../../api/taskDetails.ts';
import type { Result } from '../../domain/contract/result.ts';
import type { Task } from '../../domain/contract/task.ts';
import type { Crop } from '../../domain/crop.ts';
import { curlCommand } from '../../domain/curlCommand.ts';
import { durationLabel } from '../../domain/durationLabel.ts';
import { upstreamRatios } from '../../domain/expansion.ts';
import type { FinishProof } from '../../domain/finishProof.ts';
import { problemDetail } from '../../domain/problem.ts';
import { SIDES } from '../../domain/side.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import dialog from '../../ui/dialog.module.css';
import { elapsedMs } from '../../ui/elapsed.ts';
import { costLabel } from '../costLabel.ts';
import { proofRows } from '../proofRows.ts';
import { providerLabel, sizeLabel } from '../taskLabels.ts';
import { useCopy, writeText } from '../useCopy.ts';
import styles from './DetailsButton.module.css';

interface DetailsProps {
  task: Task;
  result: Result;
}

interface DetailsButtonProps extends DetailsProps {
  isOpen: boolean;
  /** Takes the focus back afterwards; null for the button itself. */
  askedBy: HTMLElement | null;
  onOpen: (isOpen: boolean) => void;
}

/** Everything that is known of how a result was made. */
export function DetailsButton({ task, result, isOpen, askedBy, onOpen }: DetailsButtonProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpen}>
      <Dialog.Trigger
        render={
          <IconButton label="Details">
            <Info aria-hidden />
          </IconButton>
        }
      />
      <Dialog.Portal>
        <Dialog.Popup className={styles.dialog} finalFocus={() => askedBy ?? true}>
          <header className={dialog.header}>
            <Dialog.Title className={dialog.title}>Details</Dialog.Title>
            <Dialog.Close
              render={
                <IconButton label="Close" keys="Esc">
                  <X aria-hidden />
                </IconButton>
              }
            />
          </header>
          <Facts task={task} result={result} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Facts({ task, result }: DetailsProps) {
  const config = useQuery(configQuery).data;
  const details = useQuery(taskDetailsQuery(task)).data;
  const took = task.endedAt === null ? null : durationLabel(elapsedMs(task, 0));
  return (
    <div className={styles.body}>
      <dl className={styles.facts}>
        <Fact name="Provider" value={providerLabel(task.provider, config)} />
        <Fact name="Cost" value={costLabel(task, config)} />
        <Fact name="Submitted" value={new Date(task.createdAt).toLocaleString()} />
        <Fact
          name="Tried again"
          value={task.startedAt === task.createdAt ? null : new Date(task.startedAt).toLocaleString()}
        />
        <Fact name="Took" value={took} />
        <Fact name="Source" value={[task.sourceName, sizeLabel(task.source)].filter(Boolean).join(', ')} />
        <Fact name="Kept of it" value={task.crop && cropLabel(task.crop)} />
        <Fact name="Ratios" value={ratiosLabel(task.expansion)} />
        <Fact name="Prompt" value={task.prompt} />
        <Fact name="Images" value={`${task.results.length} of ${task.n}`} />
        <Fact name="Sent back" value={result.sent && sizeLabel(result.sent)} />
        <Fact name="To check" value={result.flags.map(problemDetail).join(' ')} />
        <Fact name="Task id" value={task.id} />
        <Fact name="Sent as" value={details?.externalTaskId ?? null} />
        <Fact name="Provider’s id" value={details?.upstreamTaskId ?? null} />
        <Fact name="Request id" value={task.problem?.upstream?.requestId ?? null} />
      </dl>
      {result.proof !== null && <Proof proof={result.proof} />}
      {details?.sent && <Sent task={task} sent={details.sent} />}
    </div>
  );
}

/** That the result is the source with more around it, and how well the two meet. */
function Proof({ proof }: { proof: FinishProof }) {
  return (
    <section aria-label="Proof">
      <h3 className={styles.heading}>Proof</h3>
      <dl className={styles.facts}>
        {proofRows(proof).map(({ name, value }) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
    </section>
  );
}

/** `1200 × 900, from 200, 0` */
function cropLabel({ left, top, ...size }: Crop): string {
  return `${sizeLabel(size)}, from ${left}, ${top}`;
}

/** `up 0.4384, right 0, bottom 0.4384, left 0`, as they are sent */
function ratiosLabel(expansion: Task['expansion']): string {
  const sent = upstreamRatios(expansion);
  return SIDES.map((side) => `${side} ${sent[side]}`).join(', ');
}

function Fact({ name, value }: { name: string; value: string | null }) {
  if (value === null || value === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </>
  );
}

/** What was sent, and where the whole source was, the same as a command that anybody with the key can run. */
function Sent({ task, sent }: { task: Task; sent: NonNullable<Parameters<typeof curlCommand>[0]['sent']> }) {
  const { step, copy } = useCopy();
  const fileName = task.sourceName ?? `source.${task.source.format}`;
  // What is kept of a source, and the picture of a step, are files of the server's: the command would send another one.
  const isOwnFile = task.crop === null && (task.plan === null || task.plan.step === 0);
  const command = isOwnFile ? curlCommand({ provider: task.provider, sent, fileName }) : null;
  if (command === null) {
    return (
      <section aria-label="What was sent">
        <h3 className={styles.heading}>What was sent</h3>
        <pre className={styles.command}>{`${sent.url}\n${JSON.stringify(sent.fields, null, 2)}`}</pre>
      </section>
    );
  }
  return (
    <section aria-label="What was sent">
      <div className={styles.sent}>
        <h3 className={styles.heading}>What was sent</h3>
        <Button
          size="s"
          icon={step === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
          onClick={() => void copy(() => writeText(command))}
        >
          {step === 'copied' ? 'Copied' : 'Copy as cURL'}
        </Button>
      </div>
      {step === 'refused' && (
        <p role="alert">This browser does not let it be copied. Select it below and copy it from there.</p>
      )}
      <pre className={styles.command}>{command}</pre>
    </section>
  );
}
