import { isDraftAllowed } from '../draft/draftAllowed.ts';
import { setDraftShown, useEditorStore } from '../state/editorStore.ts';
import { SwitchField } from './SwitchField.tsx';

/** Whether the stage shows a draft of the new area. */
export function DraftSwitch() {
  const isShown = useEditorStore((state) => state.isDraftShown);
  const lock = isDraftAllowed() ? null : 'off while the browser saves data';
  return <SwitchField label="Draft" lock={lock} isOn={isShown} onSwitch={setDraftShown} />;
}
