import { useEffect } from 'react';
import { isDialogOpen, isStageCovered } from '../../ui/isDialogOpen.ts';
import { undoesText } from '../../ui/typesText.ts';
import { redo, redoOutsideOnly, undo, undoOutsideOnly } from './history.ts';
import { historyKey } from './historyKey.ts';

/** Undo and redo from wherever the focus is, except in a text that has an undo of its own. */
export function HistoryKeys() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const wanted = historyKey(event);
      if (!wanted || event.defaultPrevented || undoesText(event.target) || isDialogOpen()) return;
      event.preventDefault();
      // Under the grid the frame would change unseen; deletions and stars are taken back there.
      if (isStageCovered()) (wanted === 'undo' ? undoOutsideOnly : redoOutsideOnly)();
      else (wanted === 'undo' ? undo : redo)();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return null;
}
