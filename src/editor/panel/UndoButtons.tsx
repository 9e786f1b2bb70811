import { Redo2, Undo2 } from 'lucide-react';
import { IconButton } from '../../ui/Button.tsx';
import { MOD_KEY, REDO_KEYS } from '../../ui/modKey.ts';
import { redo, undo, useCanRedo, useCanUndo } from '../state/history.ts';

/** One step back, one step forward. They stay reachable when there is none, so that the focus is never lost. */
export function UndoButtons() {
  return (
    <>
      <IconButton size="s" label="Undo" keys={`${MOD_KEY}Z`} aria-disabled={!useCanUndo()} onClick={undo}>
        <Undo2 aria-hidden />
      </IconButton>
      <IconButton size="s" label="Redo" keys={REDO_KEYS} aria-disabled={!useCanRedo()} onClick={redo}>
        <Redo2 aria-hidden />
      </IconButton>
    </>
  );
}
