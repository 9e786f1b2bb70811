import { Eye, EyeOff } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { signIn } from '../../api/session.ts';
import { ProblemError } from '../../domain/problem.ts';
import { useSourceStore } from '../../source/sourceStore.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { problemMessage } from '../../ui/problemMessage.ts';
import styles from './SignIn.module.css';

/** Asks for the token that whoever runs the relay has given out. */
export function SignIn() {
  const hasWork = useSourceStore(({ opened }) => opened !== null);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [isSending, setSending] = useState(false);
  const [isShown, setShown] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [titleId, wordsId, problemId] = [useId(), useId(), useId()];

  // In the browser's top layer: above whatever is open, which is out of reach meanwhile.
  const show = () => {
    if (!dialog.current?.open) dialog.current?.showModal();
    field.current?.focus();
  };
  useEffect(show, []);

  const send = async () => {
    const token = field.current?.value.trim() ?? '';
    if (token === '' || isSending) return field.current?.focus();
    setSending(true);
    try {
      await signIn(token);
    } catch (error) {
      setProblem(error instanceof ProblemError ? error : new ProblemError('internal', { cause: error }));
      setSending(false);
      field.current?.select();
    }
  };

  return (
    <dialog
      ref={dialog}
      className={styles.screen}
      aria-labelledby={titleId}
      aria-describedby={wordsId}
      // Escape leads nowhere.
      onCancel={(event) => event.preventDefault()}
      onClose={show}
    >
      <div className={styles.card}>
        <img className={styles.mark} src="/icon.svg" alt="" width={44} height={44} />
        <h1 className={styles.title} id={titleId}>
          Sign in to Outframe
        </h1>
        <p className={styles.words} id={wordsId}>
          {hasWork
            ? 'Your session has ended. Your image and everything you have set are kept: sign in to go on.'
            : 'Each person has a token of their own. Ask whoever runs this server for yours.'}
        </p>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <label className={styles.label}>
            Access token
            <span className={styles.field}>
              <input
                ref={field}
                className={styles.input}
                type={isShown ? 'text' : 'password'}
                name="token"
                autoComplete="current-password"
                autoCapitalize="none"
                spellCheck={false}
                maxLength={500}
                aria-invalid={problem !== null}
                aria-describedby={problem ? problemId : undefined}
              />
              <IconButton
                label={isShown ? 'Hide the token' : 'Show the token'}
                size="s"
                className={styles.show}
                aria-pressed={isShown}
                onClick={() => setShown(!isShown)}
              >
                {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
              </IconButton>
            </span>
          </label>
          <p className={styles.problem} id={problemId} role="alert">
            {problem && problemMessage(problem)}
          </p>
          <Button type="submit" variant="primary" aria-disabled={isSending}>
            {isSending ? 'Signing in…' : 'Sign in'}
          </Button>
        </form>
      </div>
    </dialog>
  );
}
