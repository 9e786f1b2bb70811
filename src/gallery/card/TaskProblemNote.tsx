import { Check, Copy } from 'lucide-react';
import { useContext } from 'react';
import type { Config } from '../../domain/contract/config.ts';
import type { TaskProblem, UpstreamReply } from '../../domain/contract/problem.ts';
import type { Task } from '../../domain/contract/task.ts';
import { providerReason } from '../../domain/providerReason.ts';
import { IconButton } from '../../ui/Button.tsx';
import { TabStop } from '../../ui/tabStop.ts';
import { costLabel, retryCostLabel } from '../costLabel.ts';
import { providerLabel } from '../taskLabels.ts';
import { useCopy, writeText } from '../useCopy.ts';
import styles from './TaskProblemNote.module.css';

interface TaskProblemNoteProps {
  task: Task;
  problem: TaskProblem;
  config: Config | undefined;
}

/** Why a task failed, in a sentence, and what it cost; what is for whoever looks into it stays folded away. */
export function TaskProblemNote({ task, problem, config }: TaskProblemNoteProps) {
  const { upstream } = problem;
  const reason = providerReason(problem);
  const tabIndex = useContext(TabStop);
  const cost = task.provider === 'built-in' ? null : costLabel(task, config);
  const retryCost = retryCostLabel(task, config);
  return (
    <div className={styles.problem} data-calm={task.status === 'cancelled'}>
      <p>{problem.detail}</p>
      {reason && <p dir="auto">{reason}</p>}
      {cost !== null && <p className={styles.cost}>{`Cost: ${cost}.`}</p>}
      {retryCost !== null && <p className={styles.cost}>{retryCost}</p>}
      {task.status !== 'cancelled' && (
        <details className={styles.details}>
          <summary className={styles.summary} tabIndex={tabIndex}>
            Details
          </summary>
          <dl className={styles.facts}>
            <Fact name="Provider" value={providerLabel(task.provider, config)} />
            <Fact name="Problem" value={problem.code} />
            {upstream && <UpstreamFacts upstream={reason ? { ...upstream, message: null } : upstream} />}
          </dl>
        </details>
      )}
    </div>
  );
}

function UpstreamFacts({ upstream }: { upstream: UpstreamReply }) {
  const { step, copy } = useCopy();
  const { httpStatus, code, message, requestId } = upstream;
  return (
    <>
      <Fact name="Status" value={httpStatus === null ? null : String(httpStatus)} />
      <Fact name="Code" value={code} />
      <Fact name="Message" value={message} />
      <Fact name="Request id" value={requestId} />
      {requestId && (
        <dd className={styles.copy}>
          <IconButton
            label={step === 'copied' ? 'Copied' : 'Copy the request id'}
            size="s"
            onClick={() => void copy(() => writeText(requestId))}
          >
            {step === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
          </IconButton>
          {step === 'refused' && (
            <span role="alert">
              This browser does not let it be copied. Select it and copy it from there.
            </span>
          )}
        </dd>
      )}
    </>
  );
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
