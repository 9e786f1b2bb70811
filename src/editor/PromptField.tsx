import { useId } from 'react';
import { MAX_PROMPT_LENGTH } from '../domain/limits.ts';
import { setPrompt, useEditorStore } from './editorStore.ts';
import styles from './PromptField.module.css';

interface PromptFieldProps {
  /** Whether the chosen provider reads it. */
  isUsed: boolean;
  providerLabel: string;
}

/** What should appear in the new area. More than fits is kept and counted, never cut. */
export function PromptField({ isUsed, providerLabel }: PromptFieldProps) {
  const prompt = useEditorStore((state) => state.prompt);
  const id = useId();
  const isTooLong = prompt.length > MAX_PROMPT_LENGTH;
  return (
    <div className={styles.field}>
      <div className={styles.row}>
        <label htmlFor={id} className={styles.label}>
          Prompt
        </label>
        <span id={`${id}-count`} className={`${styles.count} tabular`} data-over={isTooLong}>
          {prompt.length} / {MAX_PROMPT_LENGTH}
        </span>
      </div>
      <textarea
        id={id}
        className={styles.text}
        rows={3}
        value={prompt}
        placeholder="What should the new area show? Leave it empty to just continue the image."
        aria-invalid={isTooLong}
        aria-describedby={`${id}-count ${id}-note`}
        onChange={(event) => setPrompt(event.currentTarget.value)}
      />
      <p id={`${id}-note`} className={styles.note} data-over={isTooLong} aria-live="polite">
        {isTooLong
          ? `${prompt.length - MAX_PROMPT_LENGTH} characters too many. Shorten it to submit.`
          : isUsed
            ? null
            : `${providerLabel} ignores the prompt.`}
      </p>
    </div>
  );
}
