import type { Size } from '../../domain/side.ts';
import { setGoesBeyond, useEditorStore } from '../state/editorStore.ts';
import { SwitchField } from './SwitchField.tsx';

/** Whether the frame may be larger than one expansion makes it. */
export function GoBeyondSwitch({ size }: { size: Size }) {
  const isOn = useEditorStore((state) => state.goesBeyond);
  return (
    <SwitchField
      label="Go beyond 3×"
      lock={null}
      isOn={isOn}
      onSwitch={(goesBeyond) => setGoesBeyond(goesBeyond, size)}
    />
  );
}
