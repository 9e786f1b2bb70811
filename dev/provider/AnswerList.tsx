import { useMutation } from '@tanstack/react-query';
import { ListPlus, Send } from 'lucide-react';
import { Button } from '../../src/ui/Button.tsx';
import { Notice } from '../../src/ui/Notice.tsx';
import { ANSWER_GROUPS, type Answer, ONE_OF_EACH } from './answers.ts';
import styles from './Provider.module.css';
import { submitWith } from './submitWith.ts';
import { addFaults } from './upstreamControl.ts';

/** The answers to choose from: for the next submit of the app, or for a sample task that is submitted at once. */
export function AnswerList({ onChange }: { onChange: () => void }) {
  const { mutate, isPending, error, reset } = useMutation({ mutationFn: submitWith, onSettled: onChange });
  const queue = useMutation({
    mutationFn: ({ faults }: Answer) => addFaults(faults),
    onSettled: onChange,
  });
  const submit = (answers: readonly Answer[]) => isPending || mutate(answers);
  return (
    <section className={styles.answers} aria-labelledby="answers-title">
      <header className={styles.head}>
        <h2 id="answers-title" className={styles.heading}>
          Answers
        </h2>
        <Button
          variant="primary"
          icon={<Send aria-hidden />}
          aria-disabled={isPending}
          onClick={() => submit(ONE_OF_EACH)}
        >
          {isPending ? 'Submitting…' : 'Submit one of each'}
        </Button>
      </header>
      {error && (
        <Notice tone="problem" title="Not submitted" onDismiss={reset}>
          {error.message}
        </Notice>
      )}
      {ANSWER_GROUPS.map(({ title, answers }) => (
        <div key={title} className={styles.group}>
          <h3 className={styles.groupTitle}>{title}</h3>
          <ul className={styles.rows}>
            {answers.map((answer) => (
              <li key={answer.label} className={styles.row}>
                <div className={styles.answer}>
                  <p className={styles.answerLabel}>{answer.label}</p>
                  <p className={styles.outcome}>{answer.outcome}</p>
                </div>
                {isQueueable(answer) && (
                  <Button
                    variant="quiet"
                    size="s"
                    icon={<ListPlus aria-hidden />}
                    aria-label={`Next: ${answer.label}`}
                    title="What the next submit of the app meets"
                    onClick={() => queue.mutate(answer)}
                  >
                    Next
                  </Button>
                )}
                <Button
                  size="s"
                  icon={<Send aria-hidden />}
                  aria-label={`Submit: ${answer.label}`}
                  aria-disabled={isPending}
                  title="Submits a sample task that meets it"
                  onClick={() => submit([answer])}
                >
                  Submit
                </Button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** Whether it can wait for a submit of the app: cancelling takes a task of its own. */
function isQueueable({ faults, isCancelled }: Answer): boolean {
  return faults.length > 0 && !isCancelled;
}
