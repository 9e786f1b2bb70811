import { useRef, useState } from 'react';
import { MAX_PROMPT_LENGTH } from '../../domain/limits.ts';
import { setPrompt, useEditorStore } from '../state/editorStore.ts';
import styles from './PromptField.module.css';
import { PROMPT_ID } from './promptFocus.ts';
import { useIsPromptReplaced } from './replacedPrompt.ts';

interface PromptFieldProps {
  /** Whether the chosen provider reads it. */
  isUsed: boolean;
  providerLabel: string;
}

/** A prompt that is far from too long needs no figure. */
const COUNTED_FROM = MAX_PROMPT_LENGTH * 0.8;

/** What should appear in the new area. More than fits is kept and counted, never cut. */
export function PromptField({ isUsed, providerLabel }: PromptFieldProps) {
  const prompt = useEditorStore((state) => state.prompt);
  const id = PROMPT_ID;
  /** Names the run of changes since the field got the focus. */
  const typingId = useRef('');
  /** Since then: the browser can take back what was typed, and nothing that was set otherwise. */
  const [isTyped, setTyped] = useState(false);
  const isReplaced = useIsPromptReplaced();
  const isTooLong = prompt.length > MAX_PROMPT_LENGTH;
  return (
    <div className={styles.field}>
      <div className={styles.row}>
        <label htmlFor={id} className={styles.label}>
          Prompt
        </label>
        {prompt.length > COUNTED_FROM && (
          <span id={`${id}-count`} className={`${styles.count} tabular`} data-over={isTooLong}>
            {prompt.length} / {MAX_PROMPT_LENGTH}
          </span>
        )}
      </div>
      <textarea
        id={id}
        className={styles.text}
        rows={2}
        dir="auto"
        readOnly={!isUsed}
        value={prompt}
        placeholder={
          isUsed
            ? 'What should the new area show? Leave it empty to just continue the image.'
            : 'Continues the image by itself.'
        }
        data-ignored={!isUsed}
        data-settled={!isTyped}
        aria-invalid={isTooLong}
        aria-describedby={`${id}-count ${id}-note`}
        onFocus={(event) => {
          typingId.current = `prompt ${event.timeStamp}`;
          setTyped(false);
        }}
        onChange={(event) => {
          setTyped(true);
          setPrompt(event.currentTarget.value, typingId.current);
        }}
      />
      <p id={`${id}-note`} className={styles.note} data-over={isTooLong} aria-live="polite">
        {isReplaced && 'The prompt of the task stands in the place of yours. Undo brings yours back. '}
        {isTooLong
          ? `${prompt.length - MAX_PROMPT_LENGTH} characters too many. Shorten it to submit.`
          : isUsed
            ? null
            : `${providerLabel} reads no prompt: it goes on with what the image shows.${prompt ? ' What you wrote is kept for another provider.' : ''}`}
      </p>
    </div>
  );
}
