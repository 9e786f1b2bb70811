import { useEffect, useState } from 'react';
import { frameOf } from '../../domain/frame.ts';
import type { Size } from '../../domain/side.ts';
import { debounce } from '../../ui/debounce.ts';
import { shareLabel } from '../shareLabel.ts';
import { useEditorStore } from '../state/editorStore.ts';
import { useReach } from '../state/reach.ts';

/** Longer than the pause between two repeats of a held key. */
const REST_MS = 500;

/** Says what the frame has become once it rests; nothing while a key is held or a handle dragged. */
export function FrameAnnouncement({ size }: { size: Size }) {
  const [said, setSaid] = useState(() => useEditorStore.getState().expansion);
  useEffect(() => {
    const saying = debounce(REST_MS, () => setSaid(useEditorStore.getState().expansion));
    const unsubscribe = useEditorStore.subscribe(saying.ask);
    // It may have changed before this began to listen.
    saying.ask();
    return () => {
      unsubscribe();
      saying.stop();
    };
  }, []);
  const reach = useReach(size);
  const { width, height } = frameOf(size, said);
  return (
    <output className="visually-hidden" aria-label="Size of the frame" aria-atomic>
      <span>{`${width} × ${height}`}</span>
      <span>{`, ${shareLabel(reach, said)}`}</span>
    </output>
  );
}
