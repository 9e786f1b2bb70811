import type { Format } from '../../../domain/formats.ts';
import { setSafeZoneShown, useEditorStore } from '../../state/editorStore.ts';
import { SwitchField } from '../SwitchField.tsx';

/** Shows on the stage what the format's platform will lay over the picture; absent where it lays nothing. */
export function SafeZoneSwitch({ format }: { format: Format }) {
  const isShown = useEditorStore((state) => state.isSafeZoneShown);
  if (format.covered.length === 0) return null;
  return <SwitchField label="Safe zone" lock={null} isOn={isShown} onSwitch={setSafeZoneShown} />;
}
