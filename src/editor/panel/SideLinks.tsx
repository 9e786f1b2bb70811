import { UnfoldHorizontal, UnfoldVertical } from 'lucide-react';
import type { Axis } from '../../domain/side.ts';
import { IconButton } from '../../ui/Button.tsx';
import { toggleLink, useEditorStore } from '../state/editorStore.ts';
import styles from './SideLinks.module.css';

const LINKS = [
  { axis: 'x', label: 'Link left and right', Icon: UnfoldHorizontal },
  { axis: 'y', label: 'Link up and bottom', Icon: UnfoldVertical },
] as const satisfies readonly { axis: Axis; label: string; Icon: typeof UnfoldVertical }[];

/** Whether opposite sides change alike. */
export function SideLinks() {
  const linked = useEditorStore((state) => state.linked);
  return (
    <div className={styles.links}>
      {LINKS.map(({ axis, label, Icon }) => (
        <IconButton
          key={axis}
          size="s"
          label={label}
          aria-pressed={linked[axis]}
          onClick={() => toggleLink(axis)}
        >
          <Icon aria-hidden />
        </IconButton>
      ))}
    </div>
  );
}
