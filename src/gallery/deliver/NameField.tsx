import { useId } from 'react';
import { MAX_NAME_PATTERN_LENGTH, NAME_WORDS } from '../../domain/deliveryName.ts';
import fields from './DeliverFields.module.css';
import { changeDelivery } from './deliverySettings.ts';

/** The pattern of file names, and the words that it may hold. */
export function NameField({ pattern }: { pattern: string }) {
  const [fieldId, wordsId] = [useId(), useId()];
  return (
    <div className={fields.row}>
      <label className={fields.label} htmlFor={fieldId}>
        Name
      </label>
      <div>
        <input
          id={fieldId}
          className={fields.text}
          value={pattern}
          maxLength={MAX_NAME_PATTERN_LENGTH}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={wordsId}
          onChange={(event) => changeDelivery({ pattern: event.currentTarget.value })}
        />
        <p className={fields.says} id={wordsId}>
          {NAME_WORDS.map((word) => `{${word}}`).join(' ')}
        </p>
      </div>
    </div>
  );
}
