import { type FocusEvent, type KeyboardEvent, useState } from 'react';
import { typesText } from '../ui/typesText.ts';

/** How far a key goes in the list. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * Roving focus: of a list however long, Tab reaches one card and what is in it; the arrow keys go from card to card.
 *
 * @param ids of the cards' elements, in their order
 */
export function useRovingCards(ids: readonly string[]) {
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const currentId = focusedId !== null && ids.includes(focusedId) ? focusedId : (ids[0] ?? null);
  return {
    currentId,
    onFocus: ({ target }: FocusEvent) => {
      const id = ids.find((each) => target.closest(`[id="${each}"]`));
      if (id !== undefined) setFocusedId(id);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const step = STEPS[event.key];
      if (step === undefined || currentId === null || isModified(event) || takesKeys(event.target)) return;
      const last = ids.length - 1;
      const next = Math.min(last, Math.max(0, ids.indexOf(currentId) + step));
      const card = document.getElementById(ids[next] ?? '');
      if (!card) return;
      event.preventDefault();
      card.focus();
      card.scrollIntoView({ block: 'nearest' });
    },
  };
}

function isModified({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || shiftKey;
}

function takesKeys(target: EventTarget): boolean {
  return typesText(target) || (target instanceof Element && target.closest('[role=menu]') !== null);
}
