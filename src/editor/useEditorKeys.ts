import { useEffect } from 'react';
import { isDialogOpen } from '../ui/isDialogOpen.ts';
import { undoesText } from '../ui/typesText.ts';
import { redo, undo } from './editorHistory.ts';
import { historyKey } from './historyKey.ts';

/** Undo and redo from wherever the focus is, except in a text that has an undo of its own. */
export function useEditorKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const wanted = historyKey(event);
      if (!wanted || event.defaultPrevented || undoesText(event.target) || isDialogOpen()) return;
      event.preventDefault();
      if (wanted === 'undo') undo();
      else redo();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
