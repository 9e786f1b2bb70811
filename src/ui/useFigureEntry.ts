import { type ChangeEvent, type KeyboardEvent, useId, useState } from 'react';
import { type FigureRange, nearestFigure, readFigure } from '../domain/figure.ts';
import { holdsModKey } from './modKey.ts';
import { pressedKey } from './pressedKey.ts';

interface Figure extends FigureRange {
  readonly value: number;
  readonly onValue: (value: number) => void;
}

/** What is being typed, and what it goes on from. */
interface Typed {
  readonly text: string;
  readonly from: number;
}

const ARROWS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 };

/**
 * How a whole number is typed, in the digits and separators of any script, and stepped with the arrow keys. What the
 * field takes is set at once; what it does not take or understand is told when it is left.
 */
export function useFigureEntry(figure: Figure) {
  const { value, onValue } = figure;
  const [typed, setTyped] = useState<Typed | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const noteId = useId();
  const put = (next: number) => {
    if (next !== value) onValue(next);
  };
  const end = (words: string | null = null) => {
    setTyped(null);
    setNote(words);
  };

  const type = (text: string) => {
    const from = typed?.from ?? value;
    setTyped({ text, from });
    const entry = readFigure(text, from);
    setNote('problem' in entry && entry.problem === 'wrong' ? unread(text, value) : null);
    if ('value' in entry && nearestFigure(entry.value, figure) === entry.value) put(entry.value);
  };
  /** Whether all that was typed was understood. */
  const settle = (): boolean => {
    if (typed === null) return true;
    const { text, from } = typed;
    const entry = readFigure(text, from);
    if (text.trim() === '') end();
    else if ('problem' in entry) end(unread(text, value));
    else {
      const nearest = nearestFigure(entry.value, figure);
      put(nearest);
      end(nearest === entry.value ? null : broughtTo(nearest, figure));
    }
    return text.trim() === '' || 'value' in entry;
  };
  const step = (by: number) => {
    end();
    put(nearestFigure(value + by, figure));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const key = pressedKey(event);
    // Nothing is submitted that is not what the designer sees.
    if (key === 'Enter' && !settle() && holdsModKey(event)) event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = ARROWS[key];
    if (steps !== undefined) {
      event.preventDefault();
      step(steps * (event.shiftKey ? 10 : 1));
    } else if (key === 'Enter') {
      event.currentTarget.select();
    } else if (key === 'Escape' && typed !== null) {
      event.preventDefault();
      event.stopPropagation();
      put(typed.from);
      end();
    }
  };

  return {
    note,
    noteId,
    step,
    input: {
      ...({ type: 'text', inputMode: 'numeric', autoComplete: 'off', spellCheck: false } as const),
      'aria-describedby': note === null ? undefined : noteId,
      value: typed?.text ?? String(value),
      onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement>) => type(currentTarget.value),
      onBlur: settle,
      onKeyDown,
    },
  };
}

function unread(text: string, value: number): string {
  return `“${text.trim()}” is no number: ${value} stays.`;
}

function broughtTo(value: number, { least, most }: FigureRange): string {
  return `Set to ${value}: whole numbers from ${least} to ${most.toLocaleString('en')}.`;
}
