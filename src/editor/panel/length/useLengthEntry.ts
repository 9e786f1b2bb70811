import { type ChangeEvent, type KeyboardEvent, type MouseEvent, useId, useState } from 'react';
import { readLength, scrubLength, stepLength, writeLength } from '../../../domain/unit.ts';
import { holdsModKey } from '../../../ui/modKey.ts';
import { pressedKey } from '../../../ui/pressedKey.ts';
import { historyGroups, setDragged, useEditorStore } from '../../state/editorStore.ts';
import { dropEmptyEntry } from '../../state/history.ts';
import type { FrameBefore } from '../../state/setLengths.ts';
import type { EditableLength } from './editableLength.ts';
import { clearFieldNote, noteOnField } from './fieldNote.ts';
import { useScrub } from './useScrub.ts';

const ACCEPTED = 'Type a number, or a sum such as +120, 1920-1440, 50% or *2.';
/** How many steps an arrow key goes; ten times as many with Shift. */
const ARROWS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 };

/** How a figure is typed, stepped with the arrow keys and scrubbed by its name. */
export function useLengthEntry(length: EditableLength) {
  const id = useId();
  /** What was typed and is not set yet. */
  const [typed, setTyped] = useState<string | null>(null);
  const presentPx = () => length.pxOf(useEditorStore.getState().expansion);

  const set: SetLength = (px, from) => {
    length.setPx(px, from);
    noteClamping(id, length, px);
  };
  const entry = typed === null ? null : readLength(typed, presentPx(), length.scale);
  const isWrong = entry !== null && 'problem' in entry;
  /** Sets what was typed. What cannot be read stays in the field, with a word on what can. */
  const settle = () => {
    if (isWrong) noteOnField(id, ACCEPTED);
    if (!entry || 'problem' in entry) return;
    setTyped(null);
    const refusal = length.refusal?.(entry.value) ?? null;
    if (refusal === null) set(entry.value);
    else noteOnField(id, refusal);
  };

  const giveUp = () => {
    setTyped(null);
    clearFieldNote();
  };

  const type = (text: string) => {
    setTyped(text);
    const next = readLength(text, presentPx(), length.scale);
    if ('problem' in next && next.problem === 'wrong') noteOnField(id, ACCEPTED);
    else clearFieldNote();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const key = pressedKey(event);
    // Nothing is submitted that is not what the designer sees.
    if (key === 'Enter' && holdsModKey(event) && isWrong) {
      event.preventDefault();
      noteOnField(id, ACCEPTED);
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = (ARROWS[key] ?? 0) * (event.shiftKey ? 10 : 1);
    if (steps !== 0) {
      event.preventDefault();
      const from = entry && 'value' in entry ? entry.value : presentPx();
      setTyped(null);
      historyGroups.join(`arrows ${id}`, () => set(stepLength(from, steps, length.scale)), event.repeat);
    } else if (key === 'Enter') {
      settle();
      event.currentTarget.select();
    } else if (key === 'Escape' && typed !== null) {
      event.preventDefault();
      event.stopPropagation();
      giveUp();
    }
  };

  return {
    id,
    typed,
    isWrong,
    scrub: useLengthScrub(id, length, set),
    input: {
      onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement>) => type(currentTarget.value),
      onBlur: () => (isWrong ? giveUp() : settle()),
      onKeyDown,
      onMouseDown: takeWholeFigure,
    },
    written: (px: number) => writeLength(px, length.scale),
  };
}

/** Says what a length came to that was asked for, where a limit held it. */
function noteClamping(id: string, length: EditableLength, askedPx: number): void {
  const came = length.pxOf(useEditorStore.getState().expansion);
  if (came === askedPx) clearFieldNote();
  else noteOnField(id, came < askedPx ? length.clampedAboveMessage(came) : length.clampedBelowMessage(came));
}

/** A click into a field that has not the focus takes the whole figure, so that typing replaces it. */
function takeWholeFigure(event: MouseEvent<HTMLInputElement>): void {
  if (document.activeElement === event.currentTarget) return;
  event.preventDefault();
  event.currentTarget.select();
}

/** Sets a length in pixels, reckoned from the frame as it is or as it was before. */
type SetLength = (px: number, from?: FrameBefore) => void;

/** Scrubs a length by its name; one scrub is one step of undo. */
function useLengthScrub(id: string, length: EditableLength, set: SetLength) {
  return useScrub(() => {
    const before = useEditorStore.getState();
    const startPx = length.pxOf(before.expansion);
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
}
