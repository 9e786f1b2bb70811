import type { Size } from '../../domain/side.ts';
import { setAllowsCropping, useEditorStore } from '../state/editorStore.ts';
import { SwitchField } from './SwitchField.tsx';

/** Whether sides may go inwards. The image itself stays whole. */
export function CropSwitch({ size }: { size: Size }) {
  const isOn = useEditorStore((state) => state.allowsCropping);
  return (
    <SwitchField
      label="Allow cropping"
      lock={null}
      isOn={isOn}
      onSwitch={(allows) => setAllowsCropping(allows, size)}
    />
  );
}
