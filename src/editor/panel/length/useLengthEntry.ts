import { type KeyboardEvent, type MouseEvent, useId, useState } from 'react';
import { readLength, scrubLength, stepLength, writeLength } from '../../../domain/unit.ts';
import { holdsModKey } from '../../../ui/modKey.ts';
import { historyGroups, setDragged, useEditorStore } from '../../state/editorStore.ts';
import { dropEmptyEntry } from '../../state/history.ts';
import type { FrameBefore } from '../../state/setLengths.ts';
import type { EditableLength } from './editableLength.ts';
import { clearFieldNote, noteOnField } from './fieldNote.ts';
import { useScrub } from './useScrub.ts';

const ACCEPTED = 'Type a number, or a sum such as +120, 1920-1440, 50% or *2.';
const ARROWS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 };

/** How a figure is typed, stepped with the arrow keys and scrubbed by its name. */
export function useLengthEntry(length: EditableLength) {
  const id = useId();
  /** What was typed and is not set yet. */
  const [typed, setTyped] = useState<string | null>(null);
  const presentPx = () => length.pxOf(useEditorStore.getState().expansion);

  const set = (px: number, from?: FrameBefore) => {
    length.setPx(px, from);
    const came = presentPx();
    if (came === px) clearFieldNote();
    else noteOnField(id, came < px ? length.clampedAboveMessage(came) : length.clampedBelowMessage(came));
  };
  const entry = typed === null ? null : readLength(typed, presentPx(), length.scale);

  /** Sets what was typed. What cannot be read stays in the field, with a word on what can. */
  const settle = () => {
    if (!entry) return;
    if ('problem' in entry) {
      noteOnField(id, ACCEPTED);
      return;
    }
    setTyped(null);
    const refusal = length.refusal?.(entry.value) ?? null;
    if (refusal === null) set(entry.value);
    else noteOnField(id, refusal);
  };

  const leave = () => {
    if (entry && 'problem' in entry) {
      setTyped(null);
      clearFieldNote();
    } else {
      settle();
    }
  };

  const type = (text: string) => {
    setTyped(text);
    const next = readLength(text, presentPx(), length.scale);
    if ('problem' in next && next.problem === 'wrong') noteOnField(id, ACCEPTED);
    else clearFieldNote();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && holdsModKey(event) && entry && 'problem' in entry) {
      // Nothing is submitted that is not what the designer sees.
      event.preventDefault();
      noteOnField(id, ACCEPTED);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) {
      event.preventDefault();
      const from = entry && 'value' in entry ? entry.value : presentPx();
      setTyped(null);
      const steps = arrow * (event.shiftKey ? 10 : 1);
      historyGroups.join(`arrows ${id}`, () => set(stepLength(from, steps, length.scale)), event.repeat);
    } else if (event.key === 'Enter') {
      settle();
      event.currentTarget.select();
    } else if (event.key === 'Escape' && typed !== null) {
      event.preventDefault();
      event.stopPropagation();
      setTyped(null);
      clearFieldNote();
    }
  };

  const scrub = useScrub(() => {
    const before = useEditorStore.getState();
    const startPx = presentPx();
    const join = (change: () => void) => historyGroups.join(`scrub ${id}`, change, true);
    historyGroups.close();
    return {
      onScrub: (screenPx) => join(() => set(scrubLength(startPx, screenPx, length.scale), before)),
      onCancel: () => {
        join(() => setDragged(before.expansion, before.anchor));
        clearFieldNote();
        dropEmptyEntry();
      },
      onEnd: dropEmptyEntry,
    };
  });

  return {
    id,
    typed,
    isWrong: entry !== null && 'problem' in entry,
    scrub,
    input: {
      onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => type(currentTarget.value),
      onBlur: leave,
      onKeyDown,
      // A click into a field that has not the focus takes the whole figure, so that typing replaces it.
      onMouseDown: (event: MouseEvent<HTMLInputElement>) => {
        if (document.activeElement === event.currentTarget) return;
        event.preventDefault();
        event.currentTarget.select();
      },
    },
    written: (px: number) => writeLength(px, length.scale),
  };
}
