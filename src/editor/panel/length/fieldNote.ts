import { create } from 'zustand';
import type { Expansion } from '../../../domain/expansion.ts';
import { useEditorStore } from '../../state/editorStore.ts';

interface FieldNote {
  /** The field that it is about. */
  readonly fieldId: string;
  readonly words: string;
  /** What was set when it was written: a note about anything else is out of date. */
  readonly expansion: Expansion;
}

const useFieldNoteStore = create<{ note: FieldNote | null }>()(() => ({ note: null }));

/** What the field that was used last has to say about its entry, or null. */
export function useFieldNote(): Pick<FieldNote, 'fieldId' | 'words'> | null {
  const note = useFieldNoteStore((state) => state.note);
  const expansion = useEditorStore((state) => state.expansion);
  return note?.expansion === expansion ? note : null;
}

export function noteOnField(fieldId: string, words: string): void {
  useFieldNoteStore.setState({ note: { fieldId, words, expansion: useEditorStore.getState().expansion } });
}

export function clearFieldNote(): void {
  useFieldNoteStore.setState({ note: null });
}
